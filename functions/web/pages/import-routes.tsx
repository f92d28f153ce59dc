// Routes of imports: the form, templates, one import with its progress, the button after a check, the workbook that goes back.
// They must not decide: they read the address and the form, ask the services, and choose the page.
import { Hono, type Context } from 'hono';
import { createHash } from 'node:crypto';
import { REFUSALS, type Refusal, type Result } from '../../domain/result.ts';
import { IMPORT_KINDS, IMPORTERS, mayImport } from '../../domain/staff/rooms.ts';
import { emptyWorkbook, XLSX_TYPE } from '../../services/annotated-workbook.ts';
import type { Deps } from '../../services/deps.ts';
import { acceptImport, applyChecked, importsOf, mayTakeBack, openImport, verdictsOf, type Accepted } from '../../services/import-jobs.ts';
import { answerOnce } from '../../services/kept-answers.ts';
import type { RequestKey } from '../../services/shapes.ts';
import { formKey, readFiles, readTyped, given } from '../forms/typed.ts';
import type { Mistake, Typed } from '../look/form.tsx';
import { send } from '../look/send.ts';
import { PAGE_ROWS, isCursor } from '../schema/queries.ts';
import { refusalSentence } from '../sentences.ts';
import type { WebEnv } from '../session.ts';
import { hereOf, type Here } from './here.ts';
import { ImportPage, Progress } from './import.tsx';
import { workbookOf } from './import-workbook.ts';
import { columnsOf, ImportsPage } from './imports.tsx';
import { onceOf } from './once.ts';
import { RefusalPage } from './plain.tsx';

const ID = ':id{[0-9a-f]{24}}';

export const importRoutes = (deps: Deps): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>();

  const refused = (c: Context<WebEnv>, here: Here, refusal: Refusal) =>
    send(
      c,
      <RefusalPage frame={here.frame} refusal={refusal} back={{ href: '/imports', label: here.words.imports.title }} />,
      REFUSALS[refusal.code],
    );
  const kindsOf = ({ staff }: Here) => IMPORT_KINDS.filter((kind) => mayImport(staff, kind));
  const nobodysList = (): Refusal => ({ code: 'NOT_YOURS', data: { who: IMPORT_KINDS.flatMap((kind) => IMPORTERS[kind]).join(' ') } });

  const show = async (c: Context<WebEnv>, here: Here, shown: { typed: Typed; mistakes: readonly Mistake[] }) => {
    const cursor = c.req.query('cursor');
    const past = await importsOf(deps, here, { limit: PAGE_ROWS, ...(cursor !== undefined && isCursor(cursor) && { cursor }) });
    const form = { words: here.words, ...shown };
    const page = <ImportsPage here={here} once={onceOf(deps)} kinds={kindsOf(here)} form={form} past={past} />;
    return send(c, page, shown.mistakes.length > 0 ? 422 : 200);
  };

  routes.get('/imports', async (c) => {
    const here = await hereOf(c, deps);
    const kinds = kindsOf(here);
    if (kinds.length === 0) return refused(c, here, nobodysList());
    return show(c, here, { typed: kinds.length === 1 ? { kind: kinds[0] ?? '' } : {}, mistakes: [] });
  });

  routes.post('/imports', async (c) => {
    const here = await hereOf(c, deps);
    const { imports: words } = here.words;
    const kinds = kindsOf(here);
    if (kinds.length === 0) return refused(c, here, nobodysList());
    const typed = await readTyped(c);
    const [file] = await readFiles(c, 'file');
    const kind = kinds.find((name) => name === given(typed, 'kind'));
    const wrong = (sentence: string): Mistake => ({ field: 'file', label: words.file, sentence });
    if (!kind || !file) {
      const mistakes = [
        ...(kind ? [] : [{ field: 'kind', label: words.kindLabel, sentence: words.chooseKind }]),
        ...(file ? [] : [wrong(words.chooseFile)]),
      ];
      return show(c, here, { typed, mistakes });
    }
    const key = formKey(typed, 'POST /imports', { kind, sha256: createHash('sha256').update(file.bytes).digest('hex') });
    const id = await once(deps, here, key, () => acceptImport(deps, here, { ...file, kind, dryRun: true }));
    if (id.ok) return c.redirect(`/imports/${id.value}`, 303);
    const sentence = fileSentence(here, id.refusal);
    return sentence === undefined ? refused(c, here, id.refusal) : show(c, here, { typed, mistakes: [wrong(sentence)] });
  });

  routes.get('/imports/templates/:kind', async (c) => {
    const here = await hereOf(c, deps);
    const { imports: words } = here.words;
    const kind = kindsOf(here).find((name) => name === c.req.param('kind'));
    if (!kind) return refused(c, here, { code: 'NOT_FOUND', data: {} });
    const { name, label, hint } = words.columnHeads;
    const bytes = await emptyWorkbook(columnsOf(here.words, kind), words.sheets, [name, label, hint]);
    return download(c, bytes, { plain: `${kind}-template.xlsx`, name: `${words.kind[kind]}-${words.templateEnding}.xlsx` });
  });

  routes.get(`/imports/${ID}`, async (c) => {
    const here = await hereOf(c, deps);
    const opened = await openImport(deps, here, c.req.param('id'));
    if (!opened.ok) return refused(c, here, opened.refusal);
    const verdicts = await verdictsOf(deps, opened.value);
    return send(c, <ImportPage here={here} job={opened.value} verdicts={verdicts} once={onceOf(deps)} />);
  });

  // Asked by the page's script; nothing more to say once the import is finished, so the page is asked for again.
  routes.get(`/imports/${ID}/progress`, async (c) => {
    const here = await hereOf(c, deps);
    const opened = await openImport(deps, here, c.req.param('id'));
    if (!opened.ok) return refused(c, here, opened.refusal);
    const { state } = opened.value;
    return state === 'DONE' || state === 'FAILED' ? c.body(null, 204) : c.html(<Progress words={here.words} job={opened.value} />);
  });

  routes.post(`/imports/${ID}/apply`, async (c) => {
    const here = await hereOf(c, deps);
    const checked = c.req.param('id');
    const key = formKey(await readTyped(c), `POST /imports/apply`, { id: checked });
    const id = await once(deps, here, key, () => applyChecked(deps, here, checked));
    return id.ok ? c.redirect(`/imports/${id.value}`, 303) : refused(c, here, id.refusal);
  });

  routes.get(`/imports/${ID}/workbook`, async (c) => {
    const here = await hereOf(c, deps);
    const opened = await openImport(deps, here, c.req.param('id'));
    if (!opened.ok) return refused(c, here, opened.refusal);
    const bytes = mayTakeBack(here, opened.value) && (await workbookOf(deps, here.words, opened.value));
    if (!bytes) return refused(c, here, { code: 'NOT_FOUND', data: {} });
    const { words } = here;
    const stem = opened.value.name.replace(/\.[^.]*$/, '') || words.imports.kind[opened.value.kind];
    return download(c, bytes, { plain: 'import-result.xlsx', name: `${stem}-${words.imports.fileEnding}.xlsx` });
  });

  return routes;
};

const once = (deps: Deps, { staff }: Here, key: RequestKey | undefined, work: () => Promise<Result<Accepted>>): Promise<Result<string>> =>
  answerOnce(deps, { staff }, key, async () => {
    const done = await work();
    return done.ok ? { ok: true, value: done.value.id } : done;
  });

/** What is wrong with a file as a whole; undefined for refusals that are not about the file. */
const fileSentence = ({ words }: Here, refusal: Refusal): string | undefined => {
  const { imports, frame } = words;
  const { code, data } = refusal;
  if (code === 'INVALID') return imports.missing((data.fields ?? []).map(({ path }) => path).join(frame.separator));
  return code === 'UNREADABLE' ? imports.unreadable : code === 'TOO_LARGE' ? refusalSentence(refusal, words) : undefined;
};

// Headers are ASCII; the real name goes in RFC 5987 form, which leaves fewer characters as they are than an address does.
const download = (c: Context<WebEnv>, bytes: Uint8Array, { plain, name }: { plain: string; name: string }) => {
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': XLSX_TYPE,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
  });
};
