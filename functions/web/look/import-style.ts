// Imports: the form beside what it expects, the bar of progress, rows with their verdicts.
// It must not know kinds of lists.

export const importStyle = `
.import-two { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 32px; align-items: start; margin: 22px 0 36px }
.import-two input[type=file].box { padding: 11px 12px }
.columns-of:last-child { border-bottom: 1px solid var(--rule) }
.columns-of table { margin: 4px 0 16px }
.columns-of code, .verdicts code { font: 15px/24px ui-monospace, monospace; overflow-wrap: anywhere }
.progress { display: block; width: 100%; height: 14px; margin: 14px 0 8px; accent-color: var(--ink) }
.progress-count { font: 600 22px/34px var(--song) }
.verdicts td { vertical-align: top }
.verdicts li + li { margin-top: 4px }
.verdicts .rejected { color: var(--red); font-weight: 600 }
.verdicts .warned { color: var(--amber) }
.import-facts { color: var(--soft); margin-top: 2px }
.apply { margin: 0 0 28px }
@media (max-width: 900px) { .import-two { grid-template-columns: minmax(0, 1fr); gap: 20px } }
@media (max-width: 760px) {
  .columns-of thead, .verdicts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .columns-of :is(table, tbody), .verdicts, .verdicts :is(tbody, caption) { display: block }
  .columns-of tr, .verdicts tr { display: flex; flex-wrap: wrap; gap: 0 14px; padding: 8px 0; border-bottom: 1px solid var(--rule) }
  .columns-of .ledger td, .ledger.verdicts td { display: block; padding: 0; border: 0 }
  .columns-of .ledger td:last-child, .ledger.verdicts td:last-child { flex: 1 0 100%; color: var(--soft) }
  .ledger.verdicts td:last-child { color: inherit }
}
`;
