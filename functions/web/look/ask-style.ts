// The public question in large type: read on a hill phone, often by people who seldom read.
// It must not know what is asked.

export const askStyle = `
.ask { max-width: 620px; margin: 0 auto; font-size: 18px; line-height: 30px }
.ask .lead { margin: 4px 0 18px }
.ask .field label { font-size: 20px; line-height: 32px; margin-bottom: 8px }
.ask .hint { display: block; font-size: 16px; line-height: 24px }
.ask .box { min-height: 60px; padding: 12px 14px; font: 600 26px/34px var(--song); letter-spacing: .04em }
.ask .button.big { min-height: 60px; font-size: 20px; width: 100% }
.slip .call { display: inline-block; padding: 6px 0; margin: -6px 0 }
`;
