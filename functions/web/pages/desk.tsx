// The reception desk: one sheet that is saved with a name and a sentence; everything rarer is folded away below.
// It must not check what was entered, or know who came before: both are handed in.
import { CATEGORIES, CHANNELS, GROUP_VISIT_FROM, KINDS } from '../../domain/petitions/vocabulary.ts';
import type { Day } from '../../domain/calendar/days.ts';
import { canBeFirstContact, has } from '../../domain/staff/staff.ts';
import { attached, SLOTS } from '../forms/contact-form.ts';
import { given } from '../forms/typed.ts';
import { Area, Choices, ErrorSummary, Field, Hidden, Select, Tick, type FormState, type Typed } from '../look/form.tsx';
import { Page } from '../look/page.tsx';
import type { Words } from '../words/index.ts';
import { dayText } from '../words/dates.ts';
import { Beside, type Earlier } from './earlier.tsx';
import type { Here } from './here.ts';

export interface DeskProps {
  readonly here: Here;
  readonly once: string;
  readonly form: FormState;
  /** Last day of the written notice if the contact were saved now. */
  readonly promised?: Day;
  /** What the form as a whole was refused for. */
  readonly sentence?: string | undefined;
  readonly earlier?: readonly Earlier[];
}

/** What a fresh form holds. */
export const freshDesk = ({ staff, today }: Here): Typed => ({
  channel: 'VISIT',
  headcount: '1',
  receivedOn: today,
  receiver: staff.id,
  township: has(staff, 'TOWNSHIP') ? (staff.areas[0] ?? '') : '',
});

/** The label of each box, by its name. */
export const deskLabel = (words: Words, box: string): string => {
  const { fields } = words.desk;
  const slot = /^rep(\d)(Name|Phone)$/.exec(box);
  if (slot) return slot[2] === 'Name' ? fields.representativeName(Number(slot[1])) : fields.representativePhone(Number(slot[1]));
  const label: unknown = Object.hasOwn(fields, box) ? fields[box as keyof typeof fields] : undefined;
  return typeof label === 'string' ? label : words.desk.title;
};

export const DeskPage = ({ here, once, form, promised, sentence, earlier }: DeskProps) => {
  const { words } = here;
  const { fields } = words.desk;
  const kept = attached(form.typed) ?? [];
  return (
    <Page {...here.frame} title={words.desk.title} active="desk">
      <h1>{words.desk.title}</h1>
      <p class="lead">{words.desk.lead}</p>
      <div class="columns spaced">
        <form class="sheet form" id="desk" method="post" action="/desk" enctype="multipart/form-data" data-keys novalidate>
          <Hidden token={here.token} once={once} />
          <ErrorSummary form={form} sentence={sentence} />
          <Choices
            form={form}
            name="channel"
            label={fields.channel}
            quiet
            choices={CHANNELS.map((value) => ({ value, label: words.codes.channel[value] }))}
          />
          <div class="row">
            <Field form={form} name="name" label={fields.name} hint={fields.nameHint} first maxlength={2000} />
            <Field form={form} name="phone" type="tel" label={fields.phone} hint={words.frame.optional} maxlength={40} />
            <Field form={form} name="headcount" type="number" label={fields.headcount} class="narrow" maxlength={6} />
            <Tick form={form} name="anonymous" label={fields.anonymous} />
          </div>
          <Area form={form} name="story" label={fields.story} hint={fields.storyHint} />
          <div class="row">
            <Select
              form={form}
              name="township"
              label={fields.township}
              none={words.frame.choose}
              choices={here.townships.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Village here={here} form={form} />
            <Select
              form={form}
              name="category"
              label={fields.category}
              none={words.desk.undecided}
              choices={CATEGORIES.map((code) => ({ value: code, label: `${code} ${words.codes.category[code]}` }))}
              extra={<div class="hint" id="category-suggestion" role="status"></div>}
            />
          </div>
          <p class="actions">
            <button class="button first big" type="submit" data-main>
              {words.desk.submit} <kbd>{words.desk.keys}</kbd>
            </button>
            {promised !== undefined && <span class="soft">{words.desk.promise(dayText(here.lang, promised, here.today))}</span>}
          </p>
          <div>
            <Folded id="dates" title={words.desk.more.dates} open={boxesWrong(form, ['receivedOn', 'kind', 'receiver'])}>
              <div class="row">
                <Field form={form} name="receivedOn" type="date" label={fields.receivedOn} max={here.today} />
                {has(here.staff, 'PETITION_ROOM') && (
                  <Select
                    form={form}
                    name="receiver"
                    label={fields.receiver}
                    hint={fields.receiverHint}
                    choices={here.colleagues
                      .filter(canBeFirstContact)
                      .map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit}` }))}
                  />
                )}
              </div>
              <Choices
                form={form}
                name="kind"
                label={fields.kind}
                choices={KINDS.map((value) => ({ value, label: words.codes.kind[value] }))}
              />
              <Tick form={form} name="jointLetter" label={fields.jointLetter} />
            </Folded>
            <Folded
              id="representatives"
              title={words.desk.more.representatives}
              open={
                boxesWrong(
                  form,
                  SLOTS.map((slot) => `rep${slot}Name`),
                ) || Number(given(form.typed, 'headcount') ?? '1') >= GROUP_VISIT_FROM
              }
            >
              {SLOTS.map((slot) => (
                <div class="row">
                  <Field form={form} name={`rep${slot}Name`} label={fields.representativeName(slot)} maxlength={100} />
                  <Field form={form} name={`rep${slot}Phone`} type="tel" label={fields.representativePhone(slot)} maxlength={40} />
                </div>
              ))}
            </Folded>
            <Folded id="source" title={words.desk.more.source} open={boxesWrong(form, ['sourceOrgan', 'sourceNumber', 'sourceReceivedOn'])}>
              <div class="row">
                <Field form={form} name="sourceOrgan" label={fields.sourceOrgan} maxlength={100} />
                <Field form={form} name="sourceNumber" label={fields.sourceNumber} maxlength={60} />
                <Field form={form} name="sourceReceivedOn" type="date" label={fields.sourceReceivedOn} max={here.today} />
              </div>
            </Folded>
            <Folded id="files" title={words.desk.more.files} open={boxesWrong(form, ['files']) || kept.length > 0}>
              <div class="field">
                <label for="files">{fields.files}</label>
                <span class="hint" id="files-hint">
                  {kept.length > 0 ? words.desk.filesKept(kept.length) : fields.filesHint}
                </span>
                <input class="box" id="files" name="files" type="file" multiple aria-describedby="files-hint" />
                {kept.length > 0 && <input type="hidden" name="attached" value={kept.join(' ')} />}
              </div>
            </Folded>
            <Folded id="accused" title={words.desk.more.accused} open={boxesWrong(form, ['accusedStaff', 'accusedUnit'])}>
              <div class="row">
                <Select
                  form={form}
                  name="accusedStaff"
                  label={fields.accusedStaff}
                  none={words.desk.nobody}
                  choices={here.colleagues.map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit}` }))}
                />
                <Field form={form} name="accusedUnit" label={fields.accusedUnit} maxlength={100} />
              </div>
            </Folded>
            <Folded id="same" title={words.desk.more.same} open={boxesWrong(form, ['petition'])}>
              <Field form={form} name="petition" label={fields.petition} hint={fields.petitionHint} maxlength={16} />
            </Folded>
          </div>
        </form>
        <aside id="beside" aria-live="polite" data-still={earlier ? '1' : undefined}>
          <Beside here={here} earlier={earlier} asked={earlier !== undefined} />
        </aside>
      </div>
    </Page>
  );
};

const boxesWrong = (form: FormState, boxes: readonly string[]): boolean => form.mistakes.some(({ field }) => boxes.includes(field));

const Village = ({ here, form }: { here: Here; form: FormState }) => (
  <div class="field">
    <label for="village">{here.words.desk.fields.village}</label>
    <input class="box" id="village" name="village" list="villages" value={form.typed['village'] ?? ''} autocomplete="off" maxlength={60} />
    <datalist id="villages">
      {[...new Set(here.townships.flatMap(({ villages }) => villages))].map((name) => (
        <option value={name}></option>
      ))}
    </datalist>
  </div>
);

const Folded = ({ id, title, open, children }: { id: string; title: string; open: boolean; children?: unknown }) => (
  <details class="more" id={`more-${id}`} open={open}>
    <summary>{title}</summary>
    <div class="more-in">{children}</div>
  </details>
);
