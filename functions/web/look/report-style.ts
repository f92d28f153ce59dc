// The report: its figures in three rows, charts beside their tables, the rows behind a figure.
// It must not know what is counted.

export const reportStyle = `
.figures.of-report { grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); margin: 14px 0 8px }
.figures.of-report .figure dd { font-size: 32px; line-height: 40px }
.figures.of-report .figure .against { font: 400 14px/22px var(--hei) }
.figure dd a { color: inherit; text-decoration-color: var(--edge); text-decoration-thickness: 1px; text-underline-offset: 6px }
.figure dd a:hover, .figure dd a:focus-visible { color: var(--link); text-decoration-color: currentColor }
.report-part { margin-top: 34px }
.report-part > h2 { border-top: 2px solid var(--ink); padding-top: 10px }
.report-part .figure { border-top: 0; padding-top: 4px }
.report-part .two { margin-top: 22px }
.chart-box { margin: 0 }
.chart-box figcaption { font: 600 19px/30px var(--song); padding-bottom: 6px }
.chart { display: block; width: 100%; max-width: 560px; height: auto }
.ledger .open-rows { color: inherit; text-decoration-color: var(--edge) }
.ledger .open-rows:hover, .ledger .open-rows:focus-visible { color: var(--link); text-decoration-color: currentColor }
.scroll { overflow-x: auto }
.scroll:focus-visible { outline-offset: 4px }
.wide-span { grid-column: 1 / -1 }
@media (max-width: 760px) {
  .figures.of-report { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px 16px }
  .figures.of-report .figure dd { font-size: 28px; line-height: 36px }
  .stood .phone-only { display: inline }
  .ledger.many thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .ledger.many, .ledger.many :is(caption, tbody, tfoot) { display: block }
  .ledger.many tr { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 2px 12px; padding: 10px 0; border-bottom: 1px solid var(--rule) }
  .ledger.many tbody tr:first-child, .ledger.many tfoot tr { border-top: 1px solid var(--ink) }
  .ledger.many tr > :is(th, td) { display: block; padding: 0; border: 0; text-align: left }
  .ledger.many tr > th { grid-column: 1 / -1; font-weight: 600 }
  .ledger.many td::before { content: attr(data-column); display: block; font-size: 14px; line-height: 20px; color: var(--soft) }
}
@media print {
  .report-part { margin-top: 8mm }
  .chart-box { break-inside: avoid }
  .figures.of-report { grid-template-columns: repeat(4, 1fr) }
  .figure dd a { text-decoration: none }
}
`;
