// What to type when something other than a number was typed; it is not repeated, because it may have been a name.
// It must not look for anything.
import { Page } from '../look/page.tsx';
import type { Here } from './here.ts';

export const FindPage = ({ here }: { here: Here }) => {
  const { words } = here;
  return (
    <Page {...here.frame} here="/" title={words.find.title} active="petitions" narrow>
      <h1>{words.find.title}</h1>
      <p class="gap-small">{words.find.notNumber}</p>
      <p class="actions gap-small">
        <a class="button first" href="/petitions">
          {words.lists.title}
        </a>
      </p>
    </Page>
  );
};
