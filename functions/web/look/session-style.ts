// Sessions: the month's ledger, the sheet of a session, ticks in rows, the three steps before a seal.
// It must not know what is planned, or who came.

export const sessionStyle = `
.months { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin: 16px 0 4px }
.months .month { font: 600 22px/44px var(--song); min-width: 7em; text-align: center }
.months .button.first { margin-left: auto }
.filter.session-filter { margin: 10px 0 0 }

.session-filter .box { height: 48px }
.case-now .can:first-child { margin-top: 0 }
.session-rows .when { white-space: nowrap }
.session-rows .count { text-align: right; white-space: nowrap }
.session-rows .phone-only, .phone-only { display: none }
.is-past-draft td { background: transparent }
.seal-stamp { display: inline-block; padding: 8px 14px; border: 2px solid var(--red); border-radius: 6px; color: var(--red); font: 600 22px/30px var(--song); letter-spacing: .16em; text-indent: .16em }
.seal-box p + p { margin-top: 8px }
.seal-box .hash { font: 13px/20px ui-monospace, monospace; word-break: break-all; color: var(--soft) }
.counts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 12px; margin-bottom: 26px }
.counts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; border-top: 2px solid var(--ink); padding-top: 8px }
.counts dt { color: var(--soft); font-size: 14px; line-height: 22px }
.counts dd { font: 600 32px/38px var(--song) }
.counts small { font: 400 14px/22px var(--hei); color: var(--soft) }
.session-part { margin-top: 34px }
.session-part:first-child { margin-top: 0 }
.session-part > h2 { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: baseline; margin-bottom: 6px }
.session-part > h2 small { font: 400 14px/22px var(--hei); color: var(--soft) }
.findings { border: 1px solid var(--amber); border-radius: 6px; padding: 12px 16px; margin-bottom: 24px; background: var(--sheet) }
.findings h2 { font-size: 16px; line-height: 26px; color: var(--amber) }
.findings li { padding-left: 1.1em; text-indent: -1.1em }
.findings li::before { content: "· "; color: var(--amber); font-weight: 600 }
.people td { padding-top: 7px; padding-bottom: 7px }
.people .n { color: var(--soft); width: 3em }
.people .name { font-weight: 600; white-space: nowrap }
.people form { display: inline }
.people .button { min-height: 44px; padding: 6px 14px }
.find-people { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 10px; align-items: end; margin-top: 12px }
.find-people .button { min-height: 48px }
.find-people + .pick-rows { margin-top: 12px }
.pick-rows { border-top: 1px solid var(--ink) }
.pick-rows li { border-bottom: 1px solid var(--rule) }
.field .pick, .pick { display: grid; grid-template-columns: 28px minmax(0, 1fr); gap: 12px; align-items: center; min-height: 52px; padding: 6px 0; cursor: pointer; font-weight: 400; margin: 0 }
.pick input { width: 24px; height: 24px; margin: 0; accent-color: var(--ink) }
.pick .who b { margin-right: 8px }
.pick .who .soft { display: inline-block }
.pick:has(input:disabled) { cursor: default }
.roll .pick input:not(:checked) + .who:not(.gone) b, .roll .pick input:checked + .gone b { color: var(--soft); text-decoration: line-through; font-weight: 400 }
.walk-in-line + .walk-in-line { margin-top: 10px }
.roll { columns: 2; column-gap: 40px; border-top: 1px solid var(--ink) }
.roll li { break-inside: avoid; border-bottom: 1px solid var(--rule) }
.steps-list { list-style: decimal; padding-left: 22px; color: var(--soft) }
.steps-list li { padding: 4px 0 }
.step { border-top: 2px solid var(--ink); padding-top: 12px }
.step h2 { margin-bottom: 4px }
.step .plain-link { padding: 0 }
.step .row { margin-top: 10px }
.step .row > .field { flex: 0 1 220px }
.step .row > .wide-field { flex: 1 1 260px }
.quantity { display: grid; grid-template-columns: minmax(0, 1fr) 110px auto; gap: 10px; align-items: end; margin-top: 12px }
.quantity .button { min-height: 48px }
.today-session + .today-session { border-top: 1px solid var(--rule); margin-top: 12px; padding-top: 12px }
.today-session .subject { font-weight: 600; display: inline-block; padding: 9px 0; margin: -9px 0 }
.people .act { text-align: right }
.today-session .actions { margin-top: 8px }
@media (max-width: 760px) {
  .plan-form .choices:not(.stack) { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .months { display: grid; grid-template-columns: auto 1fr auto; gap: 8px }
  .months .month { min-width: 0; font-size: 19px; white-space: nowrap }
  .months .button.first { grid-column: 1 / -1; margin: 0 }
  .months .button { padding: 9px 12px }
  .session-rows .desk-only { display: none !important }
  .session-rows .phone-only { display: block }
  .session-rows td.when { order: 1 }
  .session-rows td.state { order: 1; margin-left: auto }
  .counts { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .roll { columns: 1 }
  .people.entries td { padding: 0 }
  .people.entries .n { width: auto }
  .people.entries .device { display: none }
  .people.entries .act { margin-left: auto }
  .quantity { grid-template-columns: minmax(0, 1fr) 96px }
  .quantity .button { grid-column: 1 / -1 }
}
`;
