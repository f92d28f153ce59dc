// The few values everything is made of: paper, ink, one red, one green, one amber, and how text is set.
// It must not know any page. Contrast on paper: ink 15:1, soft ink 6:1, red 6:1, amber 5.6:1, field rule 3.4:1.

export const tokens = `
:root {
  --paper: #faf8f3; --sheet: #fffefb; --ink: #1c1a16; --soft: #5f594e; --rule: #dcd6c9; --edge: #8c8475;
  --red: #b3261e; --green: #2c6a3c; --amber: #8a5a00; --link: #1d4b78; --wash: #efeadf; --focus: #1d4b78;
  --song: "Songti SC", "SimSun", "Noto Serif SC", "Noto Serif CJK SC", serif;
  --hei: "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif;
  --gap: 16px; --wide: 1240px; --round: 10px;
}
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 16px }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/26px var(--hei); font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
button, input, select, textarea { font: inherit; color: inherit }
h1, h2, h3, p, ul, ol, dl, dd, figure, table, fieldset { margin: 0; padding: 0 }
ul, ol { list-style: none }
h1, h2, h3 { font-family: var(--song); font-weight: 600; text-wrap: balance }
h1 { font-size: 28px; line-height: 40px }
h2 { font-size: 19px; line-height: 30px }
h3 { font-size: 16px; line-height: 26px; font-family: var(--hei) }
a { color: var(--link); text-underline-offset: 3px; text-decoration-thickness: 1px }
b, strong { font-weight: 600 }
small, .small { font-size: 14px; line-height: 22px }
.soft { color: var(--soft) }
.song { font-family: var(--song) }
.red { color: var(--red) }
.amber { color: var(--amber) }
.green { color: var(--green) }
.story { white-space: pre-line }
.lead { color: var(--soft); margin-top: 2px }
.gap { margin-top: 28px }
.no-wrap { white-space: nowrap }
.aside-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
[hidden] { display: none !important }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media (forced-colors: active) { .badge, .button, .sheet { border: 1px solid } }
`;
