// The roll: one search box that nobody can miss, and lists to pick somebody from.
// It must not know who is found.

export const peopleStyle = `
.people-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px }
.people-search { display: flex; align-items: end; gap: 12px; margin: 14px 0 30px; padding-bottom: 26px; border-bottom: 2px solid var(--ink) }
.people-search .field { flex: 1 1 auto; max-width: 640px }
.people-search .box { min-height: 52px; font-size: 18px }
.people-roll .filter { margin-top: 10px }
.people-roll .filter fieldset { flex: 0 0 auto }
.people .number a { font-weight: 600 }
.person .can { margin-top: 0 }
.suggested > li + li { margin-top: 8px }
.suggested .button { display: flex; flex-wrap: wrap; gap: 2px 10px; justify-content: start; width: 100%; min-height: 56px }
@media (max-width: 760px) {
  .people-search { flex-wrap: wrap; margin-bottom: 22px; padding-bottom: 20px }
  .people-search .field { flex-basis: 100% }
  .people-search .button { width: 100% }
  .ledger.people .number { order: 0; flex: 1 1 auto; font-size: 18px }
  .ledger.people td { order: 2; color: var(--soft) }
  .ledger.people .end { order: 1 }
  .ledger.people tbody tr::after { content: ""; order: 1; flex: 0 0 100% }
  .people-roll .filter fieldset { flex: 1 0 100% }
}
`;
