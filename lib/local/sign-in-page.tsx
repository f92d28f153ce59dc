// How the sign-in chooser looks: the whole cast, one button each, by unit.
// It must not know how a session is opened.
import { ROLES, type Staff } from '../../functions/domain/staff/staff.ts';
import { wordsFor } from '../../functions/web/words/index.ts';
import { type Language, say } from './words.ts';

export const Chooser = ({
  staff,
  next,
  problem,
  lang,
}: {
  staff: readonly Staff[];
  next: string;
  problem: string | undefined;
  lang: Language;
}) => (
  <div class="form">
    <h1>{say('signInTitle', lang)}</h1>
    {problem !== undefined && (
      <div class="errors" role="alert">
        <p>{problem}</p>
      </div>
    )}
    <p class="hint">{say('signInHint', lang)}</p>
    {staff.length === 0 ? (
      <p class="empty">{say('noStaff', lang)}</p>
    ) : (
      <form method="post" action="/sign-in">
        {next !== '/' && <input type="hidden" name="next" value={next} />}
        <table class="ledger entries">
          <thead>
            <tr>
              <th scope="col">{say('name', lang)}</th>
              <th scope="col">{say('unit', lang)}</th>
              <th scope="col">{say('roles', lang)}</th>
            </tr>
          </thead>
          <tbody>
            {[...staff].sort(byDuty).map((person) => (
              <tr>
                <td>
                  <button class="button" name="staff" value={person.id} aria-describedby={`roles-${person.id}`}>
                    {person.name} <span class="hint">{person.id}</span>
                  </button>
                </td>
                <td>{person.unit}</td>
                <td class="wide" id={`roles-${person.id}`}>
                  {person.roles.map((role) => wordsFor(lang).codes.role[role]).join(lang === 'zh' ? '、' : ', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </form>
    )}
  </div>
);

// Whoever receives petitioners first, those who only look or configure last: the order in which the roles are listed.
const duty = ({ roles }: Staff): number => Math.min(...roles.map((role) => ROLES.indexOf(role)));
const byDuty = (one: Staff, other: Staff): number => duty(one) - duty(other) || (one.id < other.id ? -1 : 1);
