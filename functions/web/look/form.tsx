// Fields of forms: a label, a hint, what is wrong, the box; and the summary of errors above them.
// They must not know any form; names, words and values are handed in.
import type { Child } from 'hono/jsx';
import type { Words } from '../words/index.ts';

/** A wrong field, as the page says it. */
export interface Mistake {
  readonly field: string; // id of the box
  readonly label: string;
  readonly sentence: string;
}

/** What was typed, by field name. */
export type Typed = Readonly<Record<string, string>>;

export interface FormState {
  readonly words: Words;
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
}

interface FieldProps {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly class?: string;
  /** First in line for the cursor when nothing is wrong. */
  readonly first?: boolean;
}

interface Marks {
  readonly id: string;
  readonly name: string;
  readonly autofocus: boolean;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'aria-describedby': string | undefined;
}

const mistakeOf = (form: FormState, name: string): Mistake | undefined => form.mistakes.find(({ field }) => field === name);

const marks = ({ form, name, hint, first }: FieldProps): Marks => {
  const wrong = mistakeOf(form, name) !== undefined;
  const says = [hint === undefined ? [] : [`${name}-hint`], wrong ? [`${name}-error`] : []].flat();
  return {
    id: name,
    name,
    // Focus goes to the first wrong box; where nothing is wrong, to the first box of the form.
    autofocus: form.mistakes.length > 0 ? form.mistakes[0]?.field === name : first === true,
    'aria-invalid': wrong ? 'true' : undefined,
    'aria-describedby': says.length > 0 ? says.join(' ') : undefined,
  };
};

const Wrapped = ({ children, ...props }: FieldProps & { children?: Child }) => {
  const { form, name, label, hint } = props;
  const mistake = mistakeOf(form, name);
  return (
    <div class={['field', mistake && 'wrong', props.class].filter(Boolean).join(' ')}>
      <label for={name}>
        {label}
        {hint !== undefined && (
          <span class="hint" id={`${name}-hint`}>
            {` ${hint}`}
          </span>
        )}
      </label>
      <FieldError form={form} mistake={mistake} />
      {children}
    </div>
  );
};

const FieldError = ({ form, mistake }: { form: FormState; mistake: Mistake | undefined }) =>
  mistake ? (
    <span class="error" id={`${mistake.field}-error`}>
      <span class="aside-only">{`${form.words.frame.errorPrefix}: `}</span>
      {mistake.sentence}
    </span>
  ) : null;

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'tel' | 'date' | 'number';
  readonly max?: string | number;
  readonly min?: string | number;
  readonly maxlength?: number;
}

/** One line. Browsers are asked not to remember what petitioners are called. */
export const Field = (props: TextProps) => (
  <Wrapped {...props}>
    <input
      class="box"
      type={props.type === 'number' ? 'text' : (props.type ?? 'text')}
      inputmode={props.type === 'number' ? 'numeric' : undefined}
      value={props.form.typed[props.name] ?? ''}
      autocomplete="off"
      max={props.max}
      min={props.min}
      maxlength={props.maxlength}
      {...marks(props)}
    />
  </Wrapped>
);

export const Area = (props: FieldProps & { low?: boolean }) => (
  <Wrapped {...props}>
    <textarea class={props.low ? 'box low' : 'box'} rows={props.low ? 3 : 5} autocomplete="off" {...marks(props)}>
      {/* a browser drops the first line end of a text area, and would lose one that was typed */}
      {`\n${props.form.typed[props.name] ?? ''}`}
    </textarea>
  </Wrapped>
);

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** `none` is the label of "nothing chosen"; without it the first choice stands. */
export const Select = (props: FieldProps & { choices: readonly Choice[]; none?: string; extra?: Child }) => (
  <Wrapped {...props}>
    <select class="box" {...marks(props)}>
      {props.none !== undefined && <option value="">{props.none}</option>}
      {props.choices.map(({ value, label }) => (
        <option value={value} selected={props.form.typed[props.name] === value}>
          {label}
        </option>
      ))}
    </select>
    {props.extra}
  </Wrapped>
);

/** A few choices that all stay in sight. `stack` puts long ones below each other; `quiet` leaves the label to be heard only. */
export const Choices = (props: FieldProps & { choices: readonly Choice[]; stack?: boolean; quiet?: boolean }) => {
  const { form, name, label, hint, choices, stack, quiet } = props;
  const mistake = mistakeOf(form, name);
  const { id: _id, autofocus, ...described } = marks(props);
  return (
    <fieldset class={mistake ? 'field wrong' : 'field'} aria-describedby={described['aria-describedby']}>
      <legend class={quiet ? 'aside-only' : undefined}>
        {label}
        {hint !== undefined && (
          <span class="hint" id={`${name}-hint`}>
            {` ${hint}`}
          </span>
        )}
      </legend>
      <FieldError form={form} mistake={mistake} />
      <div class={stack ? 'choices stack' : 'choices'}>
        {choices.map((choice, index) => (
          <label class="choice">
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${choice.value}`}
              name={name}
              value={choice.value}
              checked={form.typed[name] === choice.value}
              autofocus={autofocus && index === 0}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

export const Tick = ({ form, name, label }: Pick<FieldProps, 'form' | 'name' | 'label'>) => (
  <div class="field tick-field">
    <FieldError form={form} mistake={mistakeOf(form, name)} />
    <label class="tick">
      <input type="checkbox" id={name} name={name} value="1" checked={form.typed[name] === '1'} />
      <span>{label}</span>
    </label>
  </div>
);

/** What is wrong, each with a way to its box; `sentence` is what concerns the form as a whole. */
export const ErrorSummary = ({ form, sentence }: { form: FormState; sentence?: string | undefined }) =>
  form.mistakes.length === 0 && sentence === undefined ? null : (
    <div class="errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">{form.mistakes.length === 0 ? form.words.refusals.title : form.words.frame.errorTitle}</h2>
      {sentence !== undefined && <p>{sentence}</p>}
      <ul>
        {form.mistakes.map(({ field, label, sentence: said }) => (
          <li>
            <a href={`#${field}`}>{`${label}: ${said}`}</a>
          </li>
        ))}
      </ul>
    </div>
  );

/** The hidden fields of every form: whose session, and that this very form counts once. */
export const Hidden = ({ token, once, version }: { token: string; once: string; version?: number }) => (
  <>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="idempotencyKey" value={once} />
    {version !== undefined && <input type="hidden" name="version" value={String(version)} />}
  </>
);

/** The one button that sends a form. */
export const Send = ({ label }: { label: string }) => (
  <p class="actions">
    <button class="button first big" type="submit">
      {label}
    </button>
  </p>
);

/** The end of a form: the one button that saves, and the way back without a change. */
export const Submit = ({ words, label, back, keys }: { words: Words; label: string; back: string; keys?: boolean }) => (
  <p class="actions">
    <button class="button first big" type="submit" data-main>
      {label}
      {keys && (
        <>
          {' '}
          <kbd>{words.desk.keys}</kbd>
        </>
      )}
    </button>
    <a class="button" href={back}>
      {words.frame.cancel}
    </a>
  </p>
);
