// The contract as a page: contents that stay beside the text, tables of fields, examples as they are typed.
// It must not know any operation.

export const docsStyle = `
.docs { display: grid; grid-template-columns: 250px minmax(0, 1fr); gap: 24px 48px; align-items: start; margin-top: 28px }
.docs-nav { position: sticky; top: 16px; max-height: calc(100vh - 32px); overflow-y: auto; padding-right: 8px }
.docs-nav summary { display: flex; align-items: center; min-height: 44px; font-weight: 600; cursor: pointer }
.docs-nav summary::before { content: ""; border: 5px solid transparent; border-left-color: var(--soft); margin: 0 3px 0 -2px }
.docs-nav details[open] summary::before { border-left-color: transparent; border-top-color: var(--soft); margin: 5px 6px 0 -5px }
.docs-nav details ul { padding-left: 11px }
.docs-nav a { display: flex; align-items: center; min-height: 44px; padding: 4px 0; text-decoration: none }
.docs-nav a:hover { text-decoration: underline }
.docs-rest section + section { margin-top: 44px }
.docs-rest section > h2 { border-bottom: 2px solid var(--ink); padding-bottom: 4px; margin-bottom: 12px }
.docs-rest section > p + p { margin-top: 10px }
.docs-rest h4 { margin: 18px 0 2px; font-size: 14px; line-height: 22px; font-weight: 400; color: var(--soft) }
.operation, .shape { padding: 22px 0; border-bottom: 1px solid var(--rule) }
.operation h3, .shape h3 { font: 600 19px/30px var(--song) }
.address { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: center; margin-bottom: 6px }
.docs code, .curl { font: 14px/22px ui-monospace, Consolas, Menlo, monospace }
.curl { margin: 4px 0 0; padding: 12px 14px; background: var(--wash); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere }
.fields { table-layout: fixed }
.fields th:first-child { width: 34% }
.fields th:nth-child(2) { width: 28% }
.fields td, .ledger.fields tbody th { padding-top: 6px; padding-bottom: 6px; vertical-align: baseline }
.fields .must { font-size: 13px; white-space: nowrap; color: var(--red) }
.fields th .soft, .bound { font-size: 13px }
.bound { display: block; line-height: 20px }
.words { display: flex; flex-wrap: wrap; gap: 0 10px }
.statuses li { display: grid; grid-template-columns: 44px minmax(0, 1fr); padding: 3px 0 }
@media (max-width: 900px) {
  .docs { grid-template-columns: minmax(0, 1fr) }
  .docs-nav { position: static; max-height: none }
}
@media (max-width: 760px) {
  .fields, .fields tbody { display: block }
  .fields thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .fields tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--rule) }
  .ledger.fields tbody :is(th, td) { display: block; width: auto; padding: 0; border: 0 }
}
@media print {
  .docs { display: block }
  .docs-nav, .docs-rest > .no-print { display: none }
  .operation, .fields tr, .curl { break-inside: avoid-page }
}
`;
