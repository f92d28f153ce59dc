// The case as a paper file: head over a rule, the next date in large type, the history along a thread.
// It must not know what happened.

export const caseStyle = `
.case-head { border-bottom: 2px solid var(--ink); padding-bottom: 16px; margin-bottom: 26px }
.case-head .path { font-size: 15px; letter-spacing: .05em; color: var(--soft) }
.facts { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 24px; margin-top: 6px }
.facts dt { display: inline; color: var(--soft) }
.facts dd { display: inline; font-weight: 600 }
.facts dd a { font-weight: 400 }
.case { display: grid; grid-template-columns: minmax(0, 1fr) 330px; grid-template-areas: "file now" "file rest"; grid-template-rows: auto 1fr; gap: 24px 56px }
.case-now { grid-area: now }
.case-file { grid-area: file }
.case-rest { grid-area: rest }
.due .label { font-weight: 400; color: var(--soft); margin: 0 }
.due h2.label { font: 400 16px/26px var(--hei) }
.due .date { font: 600 42px/52px var(--song); letter-spacing: .01em }
.due .with-year { font-size: 32px; white-space: nowrap; letter-spacing: 0 }
.due .left { font-weight: 600 }
.due .weekday { font: 400 18px/1 var(--song); color: var(--soft); margin-left: 8px; white-space: nowrap }
.why summary { display: flex; align-items: center; min-height: 44px; color: var(--link); cursor: pointer; font-size: 15px; list-style: none }
.why summary::-webkit-details-marker { display: none }
.why summary::before { content: ""; border: 5px solid transparent; border-left-color: currentColor; margin-right: 4px }
.why[open] summary::before { border-left-color: transparent; border-top-color: currentColor; margin: 5px 6px 0 -2px }
.why p { font-size: 14px; line-height: 22px; color: var(--soft) }
.pairs { margin-top: 12px; font-size: 14px; line-height: 26px }
.pairs div { display: flex; justify-content: space-between; gap: 12px }
.pairs dt { color: var(--soft) }
.pairs dd { text-align: right }
.can { margin-top: 26px }
.can h2 { margin-bottom: 8px }
.can li + li { margin-top: 8px }
.can .button { width: 100%; justify-content: start; min-height: 50px }
.side { border-top: 1px solid var(--ink); padding-top: 10px }
.side + .side { margin-top: 26px }
.side h2 { margin-bottom: 4px }
.side li { padding: 8px 0; border-bottom: 1px solid var(--rule) }
.side li:last-child { border: 0 }
.pair { display: flex; justify-content: space-between; gap: 12px; align-items: center }
.line { list-style: none; margin-top: 10px }
.entry { display: grid; grid-template-columns: 116px 1px minmax(0, 1fr); gap: 0 22px; position: relative }
.entry time { text-align: right; color: var(--soft); font-size: 14px; line-height: 26px; white-space: nowrap }
.entry .thread { background: var(--rule); position: relative }
.entry:first-child .thread { margin-top: 12px }
.entry:last-child .thread { align-self: start; height: 12px }
.entry .thread::before { content: ""; position: absolute; left: -6px; top: 7px; width: 13px; height: 13px; border-radius: 50%; border: 2px solid var(--ink); background: var(--paper) }
.entry:first-child .thread::before { top: -5px }
.entry.is-contact .thread::before { background: var(--red); border-color: var(--red) }
.entry.is-mail .thread::before { width: 9px; height: 9px; left: -4px; top: 9px; border-width: 1px; border-color: var(--edge) }
.entry.is-done .thread::before { background: var(--green); border-color: var(--green) }
.entry .what { padding-bottom: 22px; min-width: 0 }
.entry .what > p + p, .entry .what > dl { margin-top: 2px }
.entry .by { color: var(--soft); margin-left: 6px }
.entry.is-mail .what { font-size: 14px; padding-bottom: 16px }
.parts dt { color: var(--soft); font-size: 14px; line-height: 22px; margin-top: 6px }
.parts dd { white-space: pre-line }
.slip { max-width: 620px; margin: 0 auto }
.slip h1 { text-align: center; letter-spacing: .12em }
.slip .code { font: 600 34px/44px var(--song); letter-spacing: .06em }
.slip dl { border-top: 2px solid var(--ink); margin-top: 18px }
.slip dl div { display: grid; grid-template-columns: 132px minmax(0, 1fr); gap: 12px; padding: 14px 0; border-bottom: 1px solid var(--rule); align-items: baseline }
.slip dt { color: var(--soft); font-size: 18px }
.slip dd { font-size: 22px; line-height: 32px; font-weight: 600 }
.slip dd small { display: block; font-weight: 400; font-size: 16px; line-height: 26px }
.slip .foot-note { margin-top: 18px; font-size: 18px; line-height: 30px }
.slip-actions { display: flex; flex-wrap: wrap; gap: 12px; justify-content: center; margin-top: 28px }
@media (max-width: 900px) {
  .case { grid-template-columns: minmax(0, 1fr); grid-template-areas: "now" "file" "rest"; grid-template-rows: none }
}
@media (max-width: 760px) {
  .case-head { margin-bottom: 20px }
  .facts { gap: 2px 18px }
  .entry { grid-template-columns: 1px minmax(0, 1fr); gap: 0 18px; margin-left: 6px }
  .entry time { grid-column: 2; grid-row: 1; text-align: left }
  .entry .thread { grid-column: 1; grid-row: 1 / 3 }
  .entry .what { grid-column: 2; grid-row: 2 }
  .entry:first-child .thread { margin-top: 38px }
  .entry:not(:first-child) .thread::before { top: 33px }
  .entry.is-mail:not(:first-child) .thread::before { top: 35px }
  .entry:last-child .thread { height: 38px }
  .slip dl div { grid-template-columns: minmax(0, 1fr); gap: 0 }
}
`;
