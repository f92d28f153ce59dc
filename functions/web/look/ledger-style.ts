// Tables that read like a ledger, figures over a rule, badges with words, empty states; on a phone a row becomes an entry.
// It must not know which rows.

export const ledgerStyle = `
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 16px; margin: 22px 0 28px }
.figure { border-top: 2px solid var(--ink); padding-top: 10px }
.figure dd { font: 600 38px/44px var(--song) }
.figure dt { line-height: 24px }
.figure { display: flex; flex-direction: column-reverse; justify-content: flex-end }
.figure small { color: var(--soft); font-weight: 400; font-family: var(--hei); font-size: 14px; letter-spacing: 0 }
.figure .against { order: -1; color: var(--soft); font-size: 14px; line-height: 22px }
.figure.is-red dd { color: var(--red) }
.ledger { width: 100%; border-collapse: collapse }
.ledger caption { text-align: left; font: 600 19px/30px var(--song); padding-bottom: 6px }
.ledger th { font-weight: 400; font-size: 14px; line-height: 22px; color: var(--soft); text-align: left; padding: 8px 10px; border-bottom: 1px solid var(--ink); white-space: nowrap }
.ledger td { padding: 10px; border-bottom: 1px solid var(--rule); vertical-align: baseline }
.ledger tbody th { font-size: 16px; line-height: 26px; color: inherit; border-bottom: 1px solid var(--rule); padding: 10px; white-space: normal }
.ledger tfoot th, .ledger tfoot td { border-bottom: 0; border-top: 1px solid var(--ink); font-weight: 600; font-size: 16px; line-height: 26px; color: inherit; padding: 10px }
.ledger .right { text-align: right; white-space: nowrap; overflow-wrap: normal }
.ledger tr:hover td { background: var(--sheet) }
.ledger td:first-child, .ledger th:first-child { padding-left: 0 }
.ledger td:last-child, .ledger th:last-child { padding-right: 0 }
.ledger .place { min-width: 8.6em; word-break: keep-all }
.light { white-space: nowrap }
.light::before { content: ""; display: inline-block; width: 9px; height: 9px; border-radius: 50%; background: currentColor; margin-right: 7px }
.light.ink { color: var(--soft) }
.light.red { font-weight: 600 }
.ledger a { display: inline-block; padding: 9px 0; margin: -9px 0; text-decoration-color: transparent }
.ledger a:hover, .ledger a:focus-visible { text-decoration-color: currentColor }
.ledger .number a { color: var(--ink); white-space: nowrap }
.subject { color: var(--ink) }
.badge { display: inline-block; padding: 0 11px; border: 1px solid currentColor; border-radius: 14px; font-size: 14px; line-height: 24px; white-space: nowrap; background: var(--sheet) }
.badge.red { font-weight: 600 }
.tag { display: inline-block; padding: 0 6px; border: 1px solid var(--rule); border-radius: 4px; font-size: 13px; line-height: 20px; color: var(--soft); white-space: nowrap }
.views { display: flex; flex-wrap: wrap; gap: 0 4px; border-bottom: 1px solid var(--rule); margin: 16px 0 20px }
.views a { display: grid; place-items: center; min-height: 44px; padding: 0 14px; color: var(--soft); text-decoration: none; border-bottom: 2px solid transparent; margin-bottom: -1px }
.views a:hover { color: var(--ink) }
.views [aria-current] { color: var(--ink); font-weight: 600; border-color: var(--ink) }
.pager { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; margin-top: 16px }
.empty { border: 1px dashed var(--edge); border-radius: var(--round); padding: 28px 24px; background: var(--sheet) }
.empty h2 { margin-bottom: 4px }
.empty .button { margin-top: 14px }
.plain-list li + li { border-top: 1px solid var(--rule) }
.plain-list a { display: flex; align-items: center; min-height: 44px; text-decoration: none }
.plain-list a:hover { text-decoration: underline }
.filter { margin-bottom: 18px }
.filter .field { flex: 0 1 240px }
.filter .button { min-height: 48px }
.gap-small { margin-top: 14px }
.share { display: block; width: 100%; height: 5px; margin-top: 1px }
.share rect { fill: var(--edge) }
.share .ground { fill: var(--wash) }
.paste { max-width: 42em; padding: 18px 22px; border-left: 3px solid var(--ink); background: var(--sheet); font: 18px/32px var(--song); user-select: all }
.two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 40px; margin-top: 36px; align-items: start }
.notes { margin-top: 36px; padding-top: 12px; border-top: 2px solid var(--ink); max-width: 60em }
.notes ol { list-style: decimal; padding-left: 22px; color: var(--soft) }
@media (max-width: 900px) { .two { grid-template-columns: minmax(0, 1fr); gap: 28px } }
@media (max-width: 760px) {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); margin: 18px 0 24px }
  .figure dd { font-size: 32px; line-height: 38px }
  .ledger.entries thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .ledger.entries, .ledger.entries tbody { display: block }
  .ledger.entries caption { display: block }
  .ledger.entries tr { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; padding: 10px 0; border-bottom: 1px solid var(--rule) }
  .ledger.entries tbody tr:first-child { border-top: 1px solid var(--ink) }
  .ledger.entries td { display: block; padding: 0; border: 0 }
  .ledger.entries .wide { flex: 1 0 100% }
  .ledger.entries .wide .subject { font-weight: 600 }
  .ledger.entries .end { margin-left: auto }
  .ledger.entries .wide { order: 2 }
  .ledger.entries .number { order: 3 }
  .ledger.entries .late { order: 4; color: var(--soft) }
  .ledger.entries .place { min-width: 0 }
  .ledger.entries tr { position: relative }
  .ledger.entries .number a::after { content: ""; position: absolute; inset: 0 }
  .ledger:not(.entries) th, .ledger:not(.entries) td { padding: 8px 5px; white-space: normal }
  .ledger:not(.entries) :is(th, td):first-child { padding-left: 0 }
  .ledger:not(.entries) :is(th, td):last-child { padding-right: 0 }
  .views a { padding: 0 9px }
  .filter .field { flex: 1 1 130px }
  .paste { font-size: 17px; line-height: 30px; padding: 14px 16px }
}
`;
