// Puts together how people and programs of the console prove who they are: OpenID Connect where an issuer is named, else nothing.
import { readSecret } from './secrets.ts';
import { readSettings } from './settings.ts';
import { oidcIdentity, type Identity } from './web/sign-in/identity.ts';

/**
 * Undefined where the front door signs people in by itself.
 * @throws ZodError when a setting is malformed; Error when a deployment behind https names no issuer, or an issuer no client
 */
export const composeIdentity = (env: NodeJS.ProcessEnv): Identity | undefined => {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_API_CLIENTS, COOKIE_SECURE } = readSettings(env);
  if (OIDC_ISSUER === undefined) {
    if (COOKIE_SECURE === 'yes') throw new Error('OIDC_ISSUER is missing: nobody could sign in');
    return undefined;
  }
  if (OIDC_CLIENT_ID === undefined) throw new Error('OIDC_CLIENT_ID is missing');
  return oidcIdentity({
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    ...(OIDC_CLIENT_SECRET !== undefined && { clientSecret: () => readSecret(OIDC_CLIENT_SECRET) }),
    apiClients: OIDC_API_CLIENTS.split(',').flatMap((id) => id.trim() || []),
  });
};
