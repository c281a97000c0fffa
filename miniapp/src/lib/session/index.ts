export { INVITE_CODE, invitationStore } from './invitation';
export { Session, type SessionOptions, type SessionState } from './session';
export { type Tokens, tokenStore } from './tokens';
export { goBackToScreen } from './way-back';
