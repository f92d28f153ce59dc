// A shape of the contract as a table a person reads: a row a field, nested ones by their dotted names, variants after what they share.
// It must not know any shape or operation.
import type { Language } from '../words/index.ts';
import type { DocsWords } from './docs-words.ts';
import { Marked } from './marked.tsx';
import { nameIn, saidOf, type Shape } from './reading.ts';

interface Here {
  readonly words: DocsWords;
  readonly lang: Language;
  /** Of an answer: nobody fills it in. */
  readonly told?: boolean | undefined;
}

const Need = ({ required, here: { words, told } }: { required: boolean; here: Here }) => {
  if (told) return required ? null : <span class="soft">{words.maybe}</span>;
  return <span class={required ? 'must' : 'soft'}>{required ? words.required : words.optional}</span>;
};

export const ShapeLink = ({ name }: { name: string }) => <a href={`#shape-${name}`}>{name}</a>;

const isFact = (fact: string | false | undefined): fact is string => typeof fact === 'string';
const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const typeName = (type: string, words: DocsWords): string =>
  Object.hasOwn(words.types, type) ? words.types[type as keyof DocsWords['types']] : type;

/** Bounds a reader needs; a pattern stands in the document. */
const boundsOf = (shape: Shape, words: DocsWords): readonly string[] =>
  [
    shape.maxLength !== undefined && words.atMost(shape.maxLength),
    shape.maxItems !== undefined && words.entries(shape.maxItems),
    shape.minimum !== undefined && words.from(shape.minimum),
    shape.maximum !== undefined && shape.maximum < Number.MAX_SAFE_INTEGER && words.to(shape.maximum),
    shape.default !== undefined && !Array.isArray(shape.default) && words.fallback(show(shape.default)),
  ].filter(isFact);

const TypeOf = ({ shape, here }: { shape: Shape; here: Here }) => {
  const { words } = here;
  const forms = shape.anyOf ?? shape.oneOf;
  if (shape.$ref !== undefined) return <ShapeLink name={nameIn(shape.$ref)} />;
  if (shape.const !== undefined) return <code>{show(shape.const)}</code>;
  if (shape.enum)
    return (
      <span class="words">
        {shape.enum.map((word) => (
          <code>{show(word)}</code>
        ))}
      </span>
    );
  if (forms?.every(({ type }) => type === 'object')) return <span>{words.types.object}</span>;
  if (forms)
    return (
      <span class="words">
        {forms.map((form) => (
          <TypeOf shape={form} here={here} />
        ))}
      </span>
    );
  if (shape.items)
    return (
      <span>
        {words.list('')}
        <TypeOf shape={shape.items} here={here} />
      </span>
    );
  if (typeof shape.additionalProperties === 'object' && !shape.properties)
    return (
      <span>
        {words.table('')}
        <TypeOf shape={shape.additionalProperties} here={here} />
      </span>
    );
  const types = typeof shape.type === 'string' ? [shape.format ?? shape.type] : (shape.type ?? ['any']);
  return <span>{types.map((type) => typeName(type, words)).join(' / ')}</span>;
};

interface FieldRow {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

// Objects within objects are told by the dotted names that errors use, too.
const rowsOf = (shape: Shape, prefix = ''): readonly FieldRow[] =>
  Object.entries(shape.properties ?? {}).flatMap(([field, inner]) => {
    const name = `${prefix}${field}`;
    const required = shape.required?.includes(field) ?? false;
    return [{ name, shape: inner, required }, ...rowsOf(inner, `${name}.`), ...(inner.items ? rowsOf(inner.items, `${name}[].`) : [])];
  });

const Rows = ({ rows, here }: { rows: readonly FieldRow[]; here: Here }) => {
  const { words, lang } = here;
  return (
    <table class="ledger fields">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.what}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, shape, required }) => (
          <tr>
            <th scope="row">
              <code>{name}</code> <Need required={required} here={here} />
            </th>
            <td>
              <TypeOf shape={shape} here={here} />
              {boundsOf(shape, words).map((bound) => (
                <span class="bound soft">{bound}</span>
              ))}
            </td>
            <td>
              <Marked text={saidOf(shape, lang)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const sharedBy = (forms: readonly (readonly FieldRow[])[]): ReadonlySet<string> => {
  const [first = [], ...others] = forms.map((rows) => rows.map((row) => JSON.stringify(row)));
  return new Set(first.filter((row) => others.every((rows) => rows.includes(row))));
};

const kindOf = (form: Shape): string | undefined => {
  const kind = form.properties?.['type']?.const;
  return typeof kind === 'string' ? kind : undefined;
};

/** The fields of a shape; a list of shapes is told by what it lists. */
export const ShapeTable = ({ shape, words, lang, told }: { shape: Shape } & Here) => {
  const here = { words, lang, told };
  const forms = shape.anyOf ?? shape.oneOf;
  if (!forms) {
    const variants = Object.values(shape.properties ?? {}).flatMap((inner) => inner.items?.oneOf ?? []);
    return (
      <>
        <Rows rows={rowsOf(shape)} here={here} />
        {variants.length > 0 && <Variants forms={variants} here={here} />}
      </>
    );
  }
  return <Variants forms={forms} here={here} />;
};

const Variants = ({ forms, here }: { forms: readonly Shape[]; here: Here }) => {
  const { words } = here;
  const rows = forms.map((form) => rowsOf(form));
  const shared = sharedBy(rows);
  const common = (rows[0] ?? []).filter((row) => shared.has(JSON.stringify(row)));
  return (
    <>
      {common.length > 0 && <Rows rows={common} here={here} />}
      {forms.map((form, index) => {
        const kind = kindOf(form);
        const own = (rows[index] ?? []).filter((row) => !shared.has(JSON.stringify(row)) && row.shape.const === undefined);
        const different = own.filter(({ name, shape }) => !(name === 'data' && Object.keys(shape.properties ?? {}).length === 0));
        return (
          <>
            <h4>{kind === undefined ? words.orOf(index + 1) : words.when(kind)}</h4>
            {form.$ref !== undefined ? (
              <p>
                <ShapeLink name={nameIn(form.$ref)} />
              </p>
            ) : different.length > 0 ? (
              <Rows rows={different} here={here} />
            ) : (
              <p class="soft">—</p>
            )}
          </>
        );
      })}
    </>
  );
};
