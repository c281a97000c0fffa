/** Somebody whom one can be in the demo with one click. */
export type DemoCaller =
  | { label: string; kind: 'token'; token: string }
  | { label: string; kind: 'partner'; clientId: string; clientSecret: string }
  | { label: string; kind: 'member'; code: string };

/**
 * The bar above GraphiQL: who am I? It signs in, shows who one is, and puts the token on every request to the gateway
 * and on its WebSocket, unless the headers tab sets one. Kept for the browser tab only.
 */
export function signInBar(demoCallers: DemoCaller[]): string {
  const callers = JSON.stringify(demoCallers).replaceAll('<', '\\u003c');
  return `<style>${style}</style>
<form id="who" aria-label="Sign in">
  <b>Rungs</b>
  <label>You are <select name="caller"></select></label>
  <label data-for="token">Bearer token <input name="token" type="password" autocomplete="off" size="28"></label>
  <label data-for="client">Client id <input name="clientId" autocomplete="off" size="14"></label>
  <label data-for="client">Secret <input name="clientSecret" type="password" autocomplete="off" size="20"></label>
  <button data-for="token client">Sign in</button>
  <output role="status"></output>
</form>
<script>(${script})(${callers})</script>`;
}

const style = `
  #who { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; min-height: 44px; padding: 4px 12px; margin: 0;
    box-sizing: border-box; font: 14px/1.4 system-ui, sans-serif; background: #1f2430; color: #fff; }
  #who select, #who input, #who button { font: inherit; min-height: 30px; color: #111; background: #fff; border: 0;
    border-radius: 6px; padding: 2px 8px; }
  #who :focus-visible { outline: 2px solid #ffd479; outline-offset: 2px; }
  #who [hidden] { display: none; }
  #who output { color: #ffd479; }
  body { display: flex; flex-direction: column; height: 100vh; margin: 0; }
  #root { flex: 1; min-height: 0; }
`;

// Runs in the browser: plain script, no build step of its own.
const script = `function (demoCallers) {
  const form = document.getElementById('who'), output = form.querySelector('output'), select = form.caller;
  const others = [{ label: 'nobody (signed out)', kind: 'nobody' }, { label: 'a bearer token…', kind: 'enter-token' },
    { label: 'a partner…', kind: 'enter-client' }];
  const callers = demoCallers.concat(others);
  callers.forEach((caller, index) => select.add(new Option(caller.label, index)));
  let authorization = '', validUntil = Infinity;
  const plainFetch = window.fetch.bind(window);
  const post = async (url, body, type) => {
    const response = await plainFetch(url, { method: 'POST', body, headers: { 'content-type': type } });
    return response.json();
  };
  async function partnerToken(clientId, clientSecret) {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const answer = await post('/oauth/token', body, 'application/x-www-form-urlencoded');
    if (!answer.access_token) throw new Error(answer.error_description);
    return { token: answer.access_token, seconds: answer.expires_in };
  }
  async function memberToken(code) {
    const query = 'mutation SignIn($input: SessionCreateInput!) { sessionCreate(input: $input) { session { accessToken } userErrors { message } } }';
    const answer = await post('/graphql', JSON.stringify({ query, variables: { input: { code } } }), 'application/json');
    const outcome = answer.data && answer.data.sessionCreate;
    if (!outcome || !outcome.session) throw new Error((outcome ? outcome.userErrors : answer.errors)[0].message);
    return { token: outcome.session.accessToken, seconds: 900 };
  }
  async function tokenOf(caller) {
    if (caller.kind === 'token') return { token: caller.token, seconds: Infinity };
    if (caller.kind === 'partner') return partnerToken(caller.clientId, caller.clientSecret);
    if (caller.kind === 'member') return memberToken(caller.code);
    if (caller.kind === 'enter-token') return { token: form.token.value.trim(), seconds: Infinity };
    if (caller.kind === 'enter-client') return partnerToken(form.clientId.value, form.clientSecret.value);
    return { token: '', seconds: Infinity };
  }
  async function signIn() {
    const caller = callers[select.value];
    output.value = '…';
    authorization = '';
    try {
      const { token, seconds } = await tokenOf(caller);
      authorization = token && 'Bearer ' + token;
      validUntil = Date.now() + (seconds - 60) * 1000;
      output.value = token ? 'signed in' : 'signed out';
    } catch (error) { output.value = error.message; }
  }
  function choose() {
    const caller = callers[select.value];
    const needs = { 'enter-token': 'token', 'enter-client': 'client' }[caller.kind];
    form.querySelectorAll('[data-for]').forEach((part) => { part.hidden = !needs || !part.dataset.for.split(' ').includes(needs); });
    sessionStorage.setItem('rungs-caller', caller.label);
    if (needs) output.value = ''; else return signIn();
  }
  form.addEventListener('submit', (event) => { event.preventDefault(); signIn(); });
  select.addEventListener('change', () => choose());
  const remembered = callers.findIndex((caller) => caller.label === sessionStorage.getItem('rungs-caller'));
  select.value = Math.max(0, remembered);
  let ready = choose();
  const isGateway = (url) => new URL(url, location.href).pathname === '/graphql';
  window.fetch = async (input, init = {}) => {
    if (!isGateway(input.url || input)) return plainFetch(input, init);
    await ready;
    if (Date.now() > validUntil) await (ready = signIn());
    const headers = new Headers(init.headers);
    if (authorization && !headers.has('authorization')) headers.set('authorization', authorization);
    return plainFetch(input, { ...init, headers });
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && data.includes('"connection_init"')) {
      const message = JSON.parse(data);
      message.payload = { authorization, ...message.payload };
      data = JSON.stringify(message);
    }
    return send.call(this, data);
  };
}`;
