// Paper: no frame, black on white, nothing cut through; slips on A5, files and reports on A4 as the printer has it.
// It must not know any page.

export const printStyle = `
@page { margin: 16mm 18mm }
@media print {
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333 }
  body { font-size: 11pt; line-height: 1.6; background: #fff }
  .top, .skip, .foot, .no-print, .me, .actions, .can, .views, .pager, .slip-actions, .why summary, form { display: none !important }
  main, main.narrow { max-width: none; padding: 0 }
  a { color: inherit; text-decoration: none }
  .sheet { border: 0; padding: 0 }
  .entry, .ledger tr, .slip dl div, .figure { break-inside: avoid }
  h1, h2, caption { break-after: avoid }
  .case { display: block }
  .case-rest, .case-now { margin-top: 8mm }
  .figures { grid-template-columns: repeat(4, 1fr) }
  .two { grid-template-columns: 1fr 1fr; gap: 10mm }
  .slip dd { font-size: 17pt; line-height: 1.5 }
  .slip .code { font-size: 26pt; line-height: 1.4 }
  .slip dt, .slip .foot-note { font-size: 13pt }
  .slip dl div { grid-template-columns: 38mm 1fr; padding: 3mm 0 }
  .paste { border: 0; padding: 0 }
}
`;
