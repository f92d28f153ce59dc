// The sign-in sheet on A4 paper: twenty rows a page with room for a signature, the head and the code on every page.
// It must not know who is on it.

export const sheetPrintStyle = `
.paper-tools { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; margin-bottom: 18px }
.paper-scroll { overflow-x: auto; padding-bottom: 8px }
.paper { width: 190mm; min-height: 262mm; background: #fff; border: 1px solid var(--rule); padding: 8mm; margin: 0 auto 10mm; color: #000; font-size: 10.5pt; line-height: 1.4; display: flex; flex-direction: column }
.paper-head { display: grid; grid-template-columns: minmax(0, 1fr) 24mm; gap: 6mm; align-items: start; margin-bottom: 3mm }
.paper-head h1, .paper-head .again { font: 600 18pt/1.3 var(--song); letter-spacing: .08em; margin: 0 0 1.5mm }
.paper-head .topic { font: 600 12pt/1.5 var(--hei); max-height: 12.8mm; overflow: hidden }
.paper-head dl { display: flex; flex-wrap: wrap; gap: 0 6mm; max-height: 15.6mm; overflow: hidden }
.paper-head dt, .paper-head dd { display: inline }
.paper-head dt { color: #333; margin-right: 1.5mm }
.paper-head .qr { width: 24mm; text-align: center; font-size: 7pt; line-height: 1.25 }
.paper-head .qr svg { display: block; width: 24mm; height: 24mm; margin-bottom: 1mm }
.paper table { width: 100%; border-collapse: collapse; table-layout: fixed }
.paper th, .paper td { border: .3mm solid #000; padding: 0 1.5mm; height: 9.4mm; text-align: left; overflow: hidden }
.paper th { height: 7.5mm; font-weight: 600; font-size: 9.5pt; text-align: center; white-space: nowrap }
.paper .n { width: 11mm; text-align: center }
.paper .p-name { width: 27mm; font-weight: 600; font-size: 11.5pt }
.paper .p-village { width: 27mm }
.paper .p-born { width: 16mm; text-align: center }
.paper .p-householder { width: 24mm }
.paper .p-handout { width: 15mm; text-align: center }
.paper .cell { display: block; max-height: 8.6mm; overflow: hidden; line-height: 1.25 }
.paper .long { font-size: 8.5pt; line-height: 1.3 }
.paper .tick-box { display: inline-block; width: 4.5mm; height: 4.5mm; border: .3mm solid #000; vertical-align: middle }
.paper-foot { margin-top: auto; padding-top: 4mm; font-size: 9.5pt }
.paper-foot .lines { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4mm 8mm; margin: 2mm 0 3mm }
.paper-foot .lines p { display: flex; gap: 2mm; align-items: end; white-space: nowrap }
.paper-foot .rule { flex: 1; border-bottom: .3mm solid #000; height: 6mm }
.paper-foot .page-number { text-align: center }
@page sheet { size: A4 portrait; margin: 10mm }
@media print {
  .paper-tools { display: none }
  .paper-scroll { overflow: visible; padding: 0 }
  .paper { page: sheet; width: auto; min-height: 0; height: 275mm; border: 0; padding: 0; margin: 0; break-after: page; break-inside: avoid }
  .paper:last-child { break-after: auto }
}
`;
