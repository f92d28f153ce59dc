// The frame around every page: seal and name, navigation, number search, account, the width of the page.
// It must not know what stands inside.

export const frameStyle = `
.skip { position: absolute; left: 8px; top: -60px; z-index: 2; padding: 8px 16px; background: var(--ink); color: var(--sheet); border-radius: 6px }
.skip:focus { top: 8px }
.top { background: var(--sheet); border-bottom: 1px solid var(--rule) }
.top-in { display: flex; align-items: center; gap: 4px 24px; max-width: 1440px; margin: 0 auto; padding: 7px 28px; min-height: 60px }
.brand { display: flex; align-items: center; gap: 9px; min-height: 44px; color: inherit; text-decoration: none; font: 600 22px/1 var(--song); letter-spacing: .06em; white-space: nowrap }
.seal { display: grid; place-items: center; width: 26px; height: 26px; border-radius: 4px; background: var(--red); color: #fff; font: 600 16px/1 var(--song); letter-spacing: 0 }
.nav { display: flex; gap: 4px; flex: 1 }
.nav a { display: grid; place-items: center; min-height: 44px; padding: 0 12px; border-radius: 6px; color: var(--soft); text-decoration: none; white-space: nowrap }
.nav a:hover { color: var(--ink); text-decoration: underline }
.nav [aria-current] { background: var(--wash); color: var(--ink); font-weight: 600 }
.find { display: flex; position: relative; width: 300px }
.find input { width: 100%; height: 44px; padding: 0 58px 0 12px; border: 1px solid var(--edge); border-radius: 6px; background: #fff }
.find input::placeholder { color: var(--soft); opacity: 1 }
.find button { position: absolute; right: 0; top: 0; height: 44px; min-width: 48px; border: 1px solid var(--edge); border-left-color: var(--rule); border-radius: 0 6px 6px 0; background: var(--sheet); color: var(--soft); cursor: pointer }
.find button:hover { background: var(--wash); color: var(--ink) }
.me { position: relative }
.me summary { display: flex; align-items: center; gap: 6px; min-height: 44px; padding: 0 8px; border-radius: 6px; cursor: pointer; white-space: nowrap; list-style: none }
.me summary::-webkit-details-marker { display: none }
.me summary::after { content: ""; border: 5px solid transparent; border-top-color: var(--soft); margin: 5px 0 0 2px }
.me[open] summary { background: var(--wash) }
.me-panel { position: absolute; right: 0; top: 50px; z-index: 1; width: 248px; padding: 16px; background: var(--sheet); border: 1px solid var(--edge); border-radius: var(--round) }
.me-panel > * + * { margin-top: 10px }
.me-panel .button { width: 100% }
.plain-link { display: flex; align-items: center; min-height: 44px; padding: 0 8px }
main { display: block; max-width: var(--wide); margin: 0 auto; padding: 28px 28px 72px; outline: 0 }
main.narrow { max-width: 776px }
.foot { max-width: var(--wide); margin: 0 auto; padding: 16px 28px 28px; color: var(--soft); font-size: 14px }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 32px 40px; align-items: start }
.trail a, .foot a { display: inline-block; padding: 9px 0; margin: -9px 0 }
.columns.spaced { margin-top: 18px }
.bar { display: flex; flex-wrap: wrap; align-items: end; gap: 12px 16px }
@media (max-width: 900px) {
  .columns { grid-template-columns: minmax(0, 1fr); gap: 28px }
  .find { width: auto; flex: 1; max-width: 300px; margin-left: auto }
}
@media (max-width: 760px) {
  .top-in { flex-wrap: wrap; gap: 0 8px; padding: 6px 16px 0 }
  .brand { order: 1; font-size: 20px }
  .find { order: 2; min-width: 0 }
  .find input { padding-left: 10px }
  .me, .plain-link { order: 3 }
  .top-in > .plain-link { margin-left: auto }
  .me summary .unit { display: none }
  span.nav { display: none }
  nav.nav { order: 4; flex: 1 0 100%; gap: 0; margin: 2px -8px 0; overflow-x: auto }
  .nav a { flex: 1; padding: 0 6px; border-radius: 6px 6px 0 0 }
  main { padding: 20px 16px 56px }
  .foot { padding: 12px 16px 24px }
  h1 { font-size: 25px; line-height: 36px }
}
@media (max-width: 400px) { .brand .word { display: none } }
`;
