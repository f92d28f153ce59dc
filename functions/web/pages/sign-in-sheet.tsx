// The sign-in sheet on paper, A4: twenty numbered rows a page, whoever is enrolled first, then empty ones; head and code on every page.
// It must not know who may read names: it is shown to those who may.
import { COUNTING_STATES } from '../../domain/training/vocabulary.ts';
import { idOf, isWalkIn, personWho } from '../../domain/training/who.ts';
import type { FoundPerson } from '../../services/people-shapes.ts';
import type { SessionFile } from '../../services/session-shapes.ts';
import { Page } from '../look/page.tsx';
import { PrintButton } from '../look/pieces.tsx';
import { fullDay, weekdayText } from '../words/dates.ts';
import { nameOf, placeOf, type Here } from './here.ts';
import type { QrCode } from './qr-code.ts';
import { phrases, sessionPath, signedTime } from './session-bits.tsx';
import { sealHash } from './session-history.tsx';

/** What the roll adds to a line, by id of the person. */
export type SheetPeople = ReadonlyMap<string, Pick<FoundPerson, 'birthYear' | 'householder'>>;

interface SheetProps {
  readonly here: Here;
  readonly file: SessionFile;
  readonly people: SheetPeople;
  readonly qr: QrCode;
}

interface Line {
  readonly name: string;
  readonly village: string;
  readonly birthYear: string;
  readonly householder: string;
  /** When the system has it that they came. */
  readonly signed: string;
}

const ROWS_A_PAGE = 20;
const SPARE_ROWS = 6;
const ROWS_AT_MOST = 200;
const EMPTY: Line = { name: '', village: '', birthYear: '', householder: '', signed: '' };

/** Numbered lines in whole pages: for every seat and some more, as long as anybody may still come; then only those there are. */
export const linesOf = (here: Here, { session, enrolments, sheet }: SessionFile, people: SheetPeople): Line[] => {
  const lineOf = (who: string, { name, village }: { name: string; village: string }): Line => {
    const person = isWalkIn(who) ? undefined : people.get(idOf(who));
    const row = sheet.find((one) => one.who === who);
    return {
      name,
      village,
      birthYear: person?.birthYear === undefined ? '' : String(person.birthYear),
      householder: person?.householder ?? '',
      signed: row ? signedTime(here, row.at, session.date) : '',
    };
  };
  const enrolled = enrolments.map((one) => lineOf(personWho(one.personId), one));
  const known = new Set(enrolments.map(({ personId }) => personWho(personId)));
  const others = sheet.filter(({ who }, index) => !known.has(who) && sheet.findIndex((one) => one.who === who) === index);
  const lines = [...enrolled, ...others.map((one) => lineOf(one.who, one))];
  const over = COUNTING_STATES.includes(session.state) || session.state === 'REJECTED_CHECK';
  const wanted = over ? lines.length : Math.max(lines.length + SPARE_ROWS, Math.min(session.capacity, ROWS_AT_MOST));
  const rows = Math.max(1, Math.ceil(wanted / ROWS_A_PAGE)) * ROWS_A_PAGE;
  return [...lines, ...Array.from({ length: rows - lines.length }, () => EMPTY)];
};

/** People whose birth and householder the sheet wants: those of the roll. */
export const sheetPersonIds = ({ enrolments, sheet }: Pick<SessionFile, 'enrolments' | 'sheet'>): string[] => [
  ...new Set([...enrolments.map(({ personId }) => personId), ...sheet.filter(({ who }) => !isWalkIn(who)).map(({ who }) => idOf(who))]),
];

export const SignInSheetPage = ({ here, file, people, qr }: SheetProps) => {
  const { words } = here;
  const w = words.training.print;
  const lines = linesOf(here, file, people);
  const pages = Math.ceil(lines.length / ROWS_A_PAGE);
  return (
    <Page {...here.frame} title={`${w.title} ${file.session.sessionId}`} active="sessions">
      <p class="paper-tools no-print">
        <PrintButton label={w.button} first />
        <a class="button" href={sessionPath(file.session.sessionId)}>
          {w.open}
        </a>
        <span class="soft">{w.blankHint}</span>
      </p>
      <div class="paper-scroll">
        {Array.from({ length: pages }, (_, page) => (
          <section class="paper">
            <PaperHead here={here} file={file} qr={qr} first={page === 0} />
            <PaperRows here={here} lines={lines.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE)} from={page * ROWS_A_PAGE} />
            <PaperFoot here={here} file={file} page={page + 1} pages={pages} />
          </section>
        ))}
      </div>
    </Page>
  );
};

const PaperHead = ({ here, file: { session }, qr, first }: Omit<SheetProps, 'people'> & { first: boolean }) => {
  const { words, lang } = here;
  const w = words.training.print;
  const facts: readonly (readonly [string, string])[] = [
    [w.number, session.sessionId],
    [
      words.training.file.when,
      phrases(
        here,
        `${fullDay(lang, session.date)} ${weekdayText(lang, session.date)} ${session.startsAt}`,
        words.training.hours(session.hours),
      ),
    ],
    [words.training.file.where, placeOf(here, session)],
    [w.lecturer, session.lecturer ?? '—'],
  ];
  return (
    <header class="paper-head">
      <div>
        {first ? <h1>{w.title}</h1> : <p class="again">{`${w.title}${w.continues}`}</p>}
        <p class="topic">
          {[session.topic, words.training.kinds[session.kind], ...(session.coOrganiser ? [session.coOrganiser] : [])].join(' · ')}
        </p>
        <dl>
          {facts.map(([label, value]) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div class="qr">
        <svg viewBox={`0 0 ${String(qr.size)} ${String(qr.size)}`} shape-rendering="crispEdges" role="img" aria-label={w.qr}>
          <path d={qr.path} fill="#000" />
        </svg>
        {w.qr}
      </div>
    </header>
  );
};

const PaperRows = ({ here, lines, from }: { here: Here; lines: readonly Line[]; from: number }) => {
  const { columns, signed } = here.words.training.print;
  return (
    <table>
      <thead>
        <tr>
          <th class="n" scope="col">
            {columns.n}
          </th>
          <th class="p-name" scope="col">
            {columns.name}
          </th>
          <th class="p-village" scope="col">
            {columns.village}
          </th>
          <th class="p-born" scope="col">
            {columns.birthYear}
          </th>
          <th class="p-householder" scope="col">
            {columns.householder}
          </th>
          <th scope="col">{columns.signature}</th>
          <th class="p-handout" scope="col">
            {columns.handout}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          <tr>
            <td class="n">{from + index + 1}</td>
            <td class="p-name">
              <Cell text={line.name} />
            </td>
            <td class="p-village">
              <Cell text={line.village} />
            </td>
            <td class="p-born">{line.birthYear}</td>
            <td class="p-householder">
              <Cell text={line.householder} />
            </td>
            <td class="p-signed">{line.signed === '' ? '' : signed(line.signed)}</td>
            <td class="p-handout">
              <span class="tick-box"></span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const LONG = 7; // characters that a cell takes in its usual size

// A row keeps its height whatever stands in it, or the last rows would fall off the page.
const Cell = ({ text }: { text: string }) => <span class={[...text].length > LONG ? 'cell long' : 'cell'}>{text}</span>;

const PaperFoot = ({ here, file, page, pages }: { here: Here; file: SessionFile; page: number; pages: number }) => {
  const { words } = here;
  const w = words.training.print;
  const hash = sealHash(file.events);
  return (
    <footer class="paper-foot">
      <p>{hash === undefined ? w.blankHint : w.sealed(hash.slice(0, 16))}</p>
      <div class="lines">
        {[w.total, w.handouts, w.checker, w.lecturer].map((label) => (
          <p>
            {label}
            <span class="rule"></span>
          </p>
        ))}
        <p>
          {w.organiser} {nameOf(here, file.session.organiser)}
          <span class="rule"></span>
        </p>
      </div>
      <p class="page-number">{`${file.session.sessionId} · ${w.page(page, pages)}`}</p>
    </footer>
  );
};
