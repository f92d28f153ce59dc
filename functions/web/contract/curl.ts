// How an operation is asked for from a command line. SHOUFANG is the address of the house, TOKEN a bearer token.
// It must not know any operation; examples stand in the document.
import type { Told } from './operation-entry.tsx';

const END = ' \\\n  ';
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const pathOf = ({ path, operation }: Told): string =>
  operation.parameters.reduce(
    (address, parameter) =>
      'name' in parameter && parameter.in === 'path' ? address.replace(`{${parameter.name}}`, String(parameter.example)) : address,
    path,
  );

const queryOf = ({ operation }: Told): string => {
  const needed = operation.parameters.flatMap((one) => ('name' in one && one.in === 'query' && one.required ? [`${one.name}=…`] : []));
  return needed.length > 0 ? `?${needed.join('&')}` : '';
};

const bodyOf = ({ operation }: Told): readonly string[] => {
  const content = operation.requestBody?.content;
  if (!content) return [];
  const json = content['application/json'];
  if (json) return ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(json.example))}`];
  const [type = ''] = Object.keys(content);
  return [`-H 'Content-Type: ${type}'`, '--data-binary @file'];
};

/** @example curlOf({ path: '/api/v1/mails', method: 'GET', operation }) // curl "$SHOUFANG/api/v1/mails" … */
export const curlOf = (told: Told): string => {
  const { operation } = told;
  const once = operation.parameters.some((one) => '$ref' in one);
  return [
    `curl "$SHOUFANG${pathOf(told)}${queryOf(told)}"`,
    ...(operation.security?.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(once ? ["-H 'Idempotency-Key: 7f3a-1'"] : []),
    ...bodyOf(told),
  ].join(END);
};
