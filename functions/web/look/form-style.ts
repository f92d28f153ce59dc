// Forms: labels over boxes, targets of 44 px, one button that is plainly the one to press, errors that say what is wrong.
// It must not know any form.

export const formStyle = `
.sheet { background: var(--sheet); border: 1px solid var(--rule); border-radius: var(--round); padding: 24px }
.sheet + .sheet { margin-top: 16px }
.form { display: grid; gap: 20px; align-content: start }
.form > * { min-width: 0 }
.row { display: flex; flex-wrap: wrap; gap: 16px 14px }
.row > * { flex: 1 1 200px; min-width: 0 }
.row > .narrow { flex: 0 1 96px }
.row > .tick-field { flex: 0 0 auto; align-self: end }
.row > .tick-field .tick { padding: 0; min-height: 48px }
.field label, .field legend, .label { display: block; font-weight: 600; margin-bottom: 4px; padding: 0 }
.hint { font-weight: 400; color: var(--soft) }
.field fieldset, fieldset.field { border: 0; min-width: 0 }
.box { display: block; width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--edge); border-radius: 8px; background: #fff }
textarea.box { min-height: 126px; resize: vertical }
textarea.box.low { min-height: 84px }
select.box { padding-right: 30px }
.wrong > label, .wrong > legend, .wrong > .label { color: var(--red) }
.wrong .box { border: 2px solid var(--red); padding: 9px 11px }
.error { display: block; color: var(--red); font-weight: 600; margin-bottom: 4px }
.choices { display: flex; flex-wrap: wrap; gap: 8px 6px }
.choice { position: relative; display: inline-flex }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer }
.field .choice span { display: grid; place-items: center; min-height: 44px; min-width: 62px; padding: 0 16px; border: 1px solid var(--edge); border-radius: 8px; background: #fff; font-weight: 400 }
.choice input:hover + span { border-color: var(--ink) }
.field .choice input:checked + span { background: var(--ink); border-color: var(--ink); color: #fff; font-weight: 600 }
.choice input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px }
.choices.stack { flex-direction: column; align-items: stretch }
.choices.stack span { justify-content: start; text-align: left; padding-top: 8px; padding-bottom: 8px; place-items: center start }
.tick { display: flex; align-items: center; gap: 10px; min-height: 44px; cursor: pointer }
.field .tick { display: flex; font-weight: 400; margin: 0; width: fit-content; padding-right: 16px }
.tick input { width: 22px; height: 22px; margin: 0; accent-color: var(--ink); flex: none }
.more { border-top: 1px solid var(--rule) }
.more + .more { margin-top: 0 }
.more summary { display: flex; align-items: center; min-height: 48px; cursor: pointer; color: var(--link); list-style: none }
.more summary::-webkit-details-marker { display: none }
.more summary::before { content: "+"; flex: 0 0 20px; font: 20px/1 var(--song); color: var(--soft) }
.more[open] summary::before { content: "−" }
.more-in { padding: 2px 0 20px }
.more-in > * + * { margin-top: 16px }
.button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 44px; padding: 9px 20px; border: 1px solid var(--edge); border-radius: 8px; background: #fff; color: var(--ink); text-decoration: none; text-align: left; cursor: pointer }
.button:hover { border-color: var(--ink) }
.button.first { background: var(--ink); border-color: var(--ink); color: #fff; font-weight: 600 }
.button.first:hover { background: #3a362e }
.button.big { min-height: 52px; padding: 12px 28px }
.button kbd { font: 13px/18px var(--hei); border: 1px solid currentColor; border-radius: 4px; padding: 0 5px; opacity: .75 }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 16px }
.errors { border: 2px solid var(--red); border-radius: var(--round); padding: 16px 20px; background: var(--sheet); }
.errors h2 { color: var(--red) }
.errors a { color: var(--red); display: flex; align-items: center; min-height: 44px }
.notice { border: 1px solid var(--rule); border-left: 3px solid var(--green); border-radius: 4px; padding: 10px 16px; background: var(--sheet); margin-bottom: 20px }
.suggestion { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin-top: 6px; line-height: 22px }
.suggestion .button { padding: 4px 14px; flex: none }
.cards { margin-top: 10px }
.cards > * + * { margin-top: 10px }
.card { display: block; padding: 11px 14px; background: #fff; border: 1px solid var(--rule); border-left: 3px solid var(--link); border-radius: 6px }
.card.is-red { border-left-color: var(--red) }
.card .button { margin-top: 8px }
@media (max-width: 760px) {
  .sheet { padding: 18px 16px }
  .row > * { flex-basis: 100% }
  .row > .narrow { flex: 1 1 30% }
  .row > .tick-field { flex: 1 1 40% }
  .choices:not(.stack) { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)) }
  .field .choices:not(.stack) span { width: 100%; min-width: 0; padding: 0 6px }
  .choice { display: flex }
  .choice span { flex: 1 }
  .form .button.big { width: 100% }
  .button kbd { display: none }
}
@media print { .choice, .button { display: none } }
`;
