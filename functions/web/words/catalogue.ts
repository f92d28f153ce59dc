// The shape of a catalogue without its words: what every language must fill in.
// It must not know any language.

/** The same keys and the same arguments, any wording. A missing or a superfluous key does not compile. */
export type Catalogue<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends (...facts: infer Facts) => string
      ? (...facts: Facts) => string
      : Words[Key] extends readonly string[]
        ? readonly string[]
        : Catalogue<Words[Key]>;
};
