// The slip a petitioner takes home: number, query code, who answers for it and under which telephone, and by when they hear.
// It must not carry the petitioner's name: it may be lost on the way.
import type { Day } from '../../domain/calendar/days.ts';
import { Page } from '../look/page.tsx';
import { PrintButton } from '../look/pieces.tsx';
import { fullDay, weekdayText } from '../words/dates.ts';
import { colleagueOf, nameOf, type Here } from './here.ts';

export interface SlipFacts {
  readonly number: string;
  readonly owner: string;
  readonly receivedOn: Day;
  readonly queryCode: string;
  /** Absent where no notice is owed. */
  readonly promised?: Day | undefined;
  readonly again?: boolean | undefined;
  /** Nobody left a name: nobody can be written to. */
  readonly anonymous?: boolean | undefined;
  /** Absent on restricted matters, and where the reader may not see the case. */
  readonly subject?: string | undefined;
}

interface SlipProps {
  readonly here: Here;
  readonly slip: SlipFacts;
  /** Where number and code are asked with, as a person types it. */
  readonly statusPage: string;
  readonly justNow: boolean;
}

export const SlipPage = ({ here, slip, statusPage, justNow }: SlipProps) => {
  const { words, lang } = here;
  const w = words.slip;
  const phone = colleagueOf(here, slip.owner)?.phone;
  return (
    <Page {...here.frame} title={`${w.title} ${slip.number}`} active="desk">
      <div class="slip">
        {justNow && (
          <p class="notice no-print" role="status">
            {slip.again ? w.doneSame : w.done}
          </p>
        )}
        <div class="sheet">
          <h1>{w.title}</h1>
          <dl>
            <div>
              <dt>{w.number}</dt>
              <dd class="code">{slip.number}</dd>
            </div>
            <div>
              <dt>{w.queryCode}</dt>
              <dd class="code">{inGroups(slip.queryCode)}</dd>
            </div>
            {slip.subject !== undefined && (
              <div>
                <dt>{w.subject}</dt>
                <dd>{slip.subject}</dd>
              </div>
            )}
            <div>
              <dt>{w.receivedOn}</dt>
              <dd>{fullDay(lang, slip.receivedOn)}</dd>
            </div>
            <div>
              <dt>{w.officer}</dt>
              <dd>
                {nameOf(here, slip.owner)}
                {phone !== undefined && <small>{`${w.phone} ${phone}`}</small>}
              </dd>
            </div>
            {slip.promised !== undefined && (
              <div>
                <dt>{w.promised}</dt>
                <dd>
                  {`${fullDay(lang, slip.promised)} ${weekdayText(lang, slip.promised)}`}
                  <small>{w.promisedHint}</small>
                </dd>
              </div>
            )}
          </dl>
          <p class="foot-note">{[slip.anonymous && !slip.again ? w.noNotice : w.query, w.keep].join(lang === 'zh' ? '' : ' ')}</p>
          <p class="foot-note">
            {`${w.askAt} `}
            <a href={statusPage}>{statusPage}</a>
          </p>
        </div>
        <p class="slip-actions no-print">
          <PrintButton label={w.print} first />
          <a class="button" href={`/petitions/${slip.number}`}>
            {w.open}
          </a>
          <a class="button" href="/desk">
            {w.another}
          </a>
        </p>
      </div>
    </Page>
  );
};

// Read out over the telephone, five characters at a time are easier to follow than ten.
const inGroups = (code: string): string => code.match(/.{1,5}/gu)?.join(' ') ?? code;
