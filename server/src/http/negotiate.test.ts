import { GRAPHQL_RESPONSE, isJson, negotiate, PLAIN_JSON } from './negotiate';

describe('negotiate', () => {
  it.each([
    [undefined, PLAIN_JSON],
    ['', PLAIN_JSON],
    ['*/*', PLAIN_JSON],
    ['*/*;q=0.1, application/graphql-response+json;q=0.1', GRAPHQL_RESPONSE],
    ['application/json;q=0.9, application/graphql-response+json', GRAPHQL_RESPONSE],
    ['application/graphql-response+json;q=0, */*', PLAIN_JSON],
    ['application/json;q=0, application/graphql-response+json;q=0, */*', undefined],
    ['application/graphql-response+json;charset="UTF-8"', GRAPHQL_RESPONSE],
    ['application/graphql-response+json;charset=latin1', undefined],
    ['application/json;profile=other', undefined],
    ['application/json;q=nonsense', undefined],
    ['text/*, image/png', undefined],
    [',', undefined],
  ])('%s', (accept, expected) => expect(negotiate(accept)).toBe(expected));
});

describe('isJson', () => {
  it.each([
    ['application/json', true],
    ['Application/JSON ; Charset="utf-8"', true],
    ['application/json; charset=gbk', false],
    ['application/jsonp', false],
    [undefined, false],
  ])('%s: %s', (contentType, expected) => expect(isJson(contentType)).toBe(expected));
});
