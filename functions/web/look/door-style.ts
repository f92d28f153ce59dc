// The door on a phone in the sun: large type, targets of 56 px, a verdict that fills a third of the screen.
// It must not know verdicts. Contrast of white on the three colours here: green 8:1, amber 7.6:1, red 8:1.

export const doorStyle = `
.door { max-width: 640px; margin: 0 auto; font-size: 18px; line-height: 28px }
.door-head h1 { font-size: 24px; line-height: 34px }
.door-head .path { color: var(--soft); font-size: 16px; line-height: 26px }
.door .way { display: inline-flex; align-items: center; min-height: 56px; padding-right: 16px }
.tally { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); border-top: 2px solid var(--ink); border-bottom: 1px solid var(--rule); margin: 10px 0 14px; padding: 8px 0 }
.tally div { display: flex; align-items: baseline; gap: 8px; justify-content: center }
.tally dt { color: var(--soft); font-size: 16px; order: 2 }
.tally dd { font: 600 32px/40px var(--song) }
.tally div:first-child dd { color: var(--green) }
.verdict { display: grid; align-content: center; gap: 4px; min-height: 34vh; padding: 18px 20px; border-radius: var(--round); color: #fff; margin-bottom: 14px }
.verdict.recorded { background: #1f5a31 }
.verdict.duplicate { background: #704800 }
.verdict.refused { background: #971d17 }
.verdict.undone { background: #3a362e }
.verdict .word { display: flex; align-items: center; gap: 14px; font: 600 40px/52px var(--song); letter-spacing: .04em }
.verdict svg { width: 46px; height: 46px; flex: none }
.verdict .who { font-size: 22px; line-height: 32px; font-weight: 600 }
.verdict .why { font-size: 18px; line-height: 28px }
.verdict .button { border-color: #fff; background: transparent; color: #fff; margin-top: 10px }
.verdict .button:hover { background: #fff; color: var(--ink) }
.verdict :focus-visible { outline-color: #fff }
.door .button { min-height: 56px; font-size: 18px; padding: 12px 18px }
.door label, .door .label { display: block; font-weight: 600; margin-bottom: 4px }
.door .box { min-height: 60px; font-size: 20px }
.door-find { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 10px; align-items: end }
.door-find .box { font-size: 24px }
.door-find .button { min-height: 60px }
.door-find label, .door-find .keys { grid-column: 1 / -1 }
.hits { margin-top: 12px }
.hits .said { color: var(--soft); margin-bottom: 6px }
.hits li + li { margin-top: 8px }
.hit { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 14px; align-items: center; width: 100%; min-height: 76px; padding: 10px 14px; text-align: left; border: 1px solid var(--edge); border-left: 5px solid var(--ink); border-radius: 8px; background: #fff; cursor: pointer }
.hit:hover { border-color: var(--ink) }
.hit .digit { font: 600 22px/1 var(--song); color: var(--soft); min-width: .8em }
.hit .name { font-size: 22px; line-height: 30px; font-weight: 600; margin-right: 8px }
.hit .facts { display: block; margin: 0; font-size: 17px; line-height: 26px; color: #423d34 }
.hit .tag { font-size: 15px; line-height: 24px; padding: 0 8px; color: inherit; border-color: currentColor }
.hit.is-in { border-left-color: #1f5a31; background: #f3f6ee }
.hit.is-in .tag { color: #1f5a31; font-weight: 600 }
.hit.is-off { border-left-color: var(--edge) }
.door-part { border-top: 1px solid var(--rule); margin-top: 18px; padding-top: 12px }
.door-part h2 { font-size: 18px; line-height: 28px }
.door-part h2 small { font: 400 16px/26px var(--hei); color: var(--soft); margin-left: 8px }
.walk-in { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 10px; align-items: end; margin-top: 6px }
.walk-in .button { grid-column: 1 / -1 }
.lasts li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 12px; align-items: center; padding: 6px 0; border-bottom: 1px solid var(--rule); min-height: 68px }
.lasts .facts { margin: 0; display: block; color: var(--soft); font-size: 16px; line-height: 24px }
.lasts b { font-size: 20px }
.door-ways { display: grid; gap: 10px; margin-top: 20px }
.door-ways .button { width: 100%; justify-content: center }
.door-state { padding: 22px 20px; border: 1px solid var(--rule); border-radius: var(--round); background: var(--sheet); margin-bottom: 14px }
.door-state h2 { font-size: 24px; line-height: 34px }
.door-state .button { width: 100%; justify-content: center; margin-top: 14px }
.door .offline { border: 2px solid #971d17; border-radius: 8px; padding: 12px 16px; color: #971d17; font-weight: 600; margin-bottom: 14px }
@media (hover: none), (pointer: coarse), (max-width: 760px) { .door .keys { display: none } }
@media (max-width: 760px) { .door .way { margin-top: -12px } }
@media (max-width: 400px) { .tally div { flex-direction: column; align-items: center; gap: 0 } .tally dd { line-height: 36px } .tally dt { line-height: 22px } }
`;
