// Where signing in and out takes place. The issuer must know two of these addresses: `callback`, and `out` after signing out.
// It must not know what stands there.

export const SIGN_IN = {
  begin: '/sign-in',
  callback: '/sign-in/callback',
  again: '/sign-in/again', // a form was sent without a session: browsers that enforce form-action would not follow it to the issuer
  leave: '/sign-in/leave', // on the way to the issuer's own sign-out, for the same reason
  out: '/sign-in/out',
} as const;

export type SignInPage = keyof typeof SIGN_IN;
