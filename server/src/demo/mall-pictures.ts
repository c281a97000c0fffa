/** What is drawn; each in the colours of the product. */
const motifs = {
  mug: (a: string, b: string) =>
    `<path d="M118 128h138v118a44 44 0 0 1-44 44h-50a44 44 0 0 1-44-44z" fill="${a}"/><path d="M256 152h20a38 38 0 0 1 0 76h-20" fill="none" stroke="${a}" stroke-width="20"/><path d="M160 104c-12-16 12-24 0-42M200 104c-12-16 12-24 0-42" fill="none" stroke="${b}" stroke-width="9" stroke-linecap="round"/><circle cx="187" cy="208" r="24" fill="${b}"/>`,
  bottle: (a: string, b: string) =>
    `<rect x="166" y="58" width="68" height="44" rx="10" fill="${b}"/><path d="M160 108h80c22 18 28 34 28 60v146a28 28 0 0 1-28 28h-80a28 28 0 0 1-28-28V168c0-26 6-42 28-60z" fill="${a}"/><rect x="132" y="206" width="136" height="70" fill="${b}"/><path d="M156 150v150" stroke="#fff" stroke-opacity=".4" stroke-width="9" stroke-linecap="round"/>`,
  earphones: (a: string, b: string) =>
    `<path d="M92 236v-28a108 108 0 0 1 216 0v28" fill="none" stroke="${b}" stroke-width="20"/><rect x="72" y="214" width="56" height="100" rx="26" fill="${a}"/><rect x="272" y="214" width="56" height="100" rx="26" fill="${a}"/>`,
  earbuds: (a: string, b: string) =>
    `<rect x="84" y="196" width="232" height="134" rx="56" fill="${a}"/><path d="M84 250h232" stroke="${b}" stroke-width="6"/><circle cx="200" cy="288" r="8" fill="${b}"/><path d="M142 176V92a28 28 0 1 1 34 27v57zM258 176V92a28 28 0 1 0-34 27v57z" fill="${b}"/>`,
  ticket: (a: string, b: string) =>
    `<path d="M62 132h276v44a24 24 0 0 0 0 48v44H62v-44a24 24 0 0 0 0-48z" fill="${a}"/><path d="M262 140v120" stroke="#fff" stroke-width="5" stroke-dasharray="9 9"/><path d="M150 158l14 28 31 5-22 22 5 31-28-15-28 15 5-31-22-22 31-5z" fill="${b}"/>`,
  card: (a: string, b: string) =>
    `<rect x="66" y="118" width="268" height="170" rx="18" fill="${a}"/><path d="M66 158h268v34H66z" fill="${b}"/><rect x="92" y="228" width="96" height="16" rx="8" fill="#fff" fill-opacity=".8"/><circle cx="292" cy="244" r="20" fill="#fff" fill-opacity=".5"/>`,
  phone: (a: string, b: string) =>
    `<rect x="126" y="54" width="148" height="292" rx="24" fill="${b}"/><rect x="138" y="78" width="124" height="232" rx="6" fill="#fff"/><circle cx="200" cy="328" r="9" fill="#fff"/><path d="M168 250v-26h14v26zM193 250v-46h14v46zM218 250v-70h14v70z" fill="${a}"/><circle cx="200" cy="130" r="26" fill="${a}"/>`,
  towel: (a: string, b: string) =>
    `<rect x="92" y="170" width="216" height="64" rx="30" fill="${a}"/><rect x="92" y="238" width="216" height="64" rx="30" fill="${b}"/><path d="M128 170v64M274 238v64" stroke="#fff" stroke-opacity=".6" stroke-width="10"/><rect x="112" y="104" width="176" height="62" rx="30" fill="${b}"/>`,
  umbrella: (a: string, b: string) =>
    `<path d="M200 190v112a28 28 0 0 1-56 0" fill="none" stroke="${b}" stroke-width="12" stroke-linecap="round"/><path d="M64 206a136 136 0 0 1 272 0c-22-22-46-22-68 0-22-22-46-22-68 0-22-22-46-22-68 0-22-22-46-22-68 0z" fill="${a}"/>`,
  snack: (a: string, b: string) =>
    `<path d="M116 84l14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14 14 14 14-14v232l-14-14-14 14-14-14-14 14-14-14-14 14-14-14-14 14-14-14-14 14-14-14-14 14z" fill="${a}"/><ellipse cx="200" cy="204" rx="60" ry="46" fill="${b}"/><circle cx="184" cy="196" r="8" fill="#fff"/><circle cx="214" cy="214" r="8" fill="#fff"/>`,
  lamp: (a: string, b: string) =>
    `<path d="M146 90h108l46 104H100z" fill="${a}"/><rect x="192" y="194" width="16" height="110" fill="${b}"/><rect x="132" y="304" width="136" height="20" rx="10" fill="${b}"/><path d="M124 216l-20 44M276 216l20 44" stroke="${a}" stroke-opacity=".5" stroke-width="8" stroke-linecap="round"/>`,
  powerBank: (a: string, b: string) =>
    `<rect x="132" y="74" width="136" height="256" rx="26" fill="${a}"/><path d="M214 130l-48 80h34l-14 64 50-84h-36z" fill="${b}"/><circle cx="174" cy="306" r="6" fill="#fff"/><circle cx="200" cy="306" r="6" fill="#fff"/><circle cx="226" cy="306" r="6" fill="#fff"/>`,
  socks: (a: string, b: string) =>
    `<path d="M132 76h72v146l-60 74a36 36 0 0 1-56-44l44-54z" fill="${a}"/><path d="M222 76h72v146l-60 74a36 36 0 0 1-56-44l44-54z" fill="${b}"/><path d="M132 96h72M222 96h72" stroke="#fff" stroke-width="10"/>`,
};

/** The name of a drawing. */
export type Motif = keyof typeof motifs;

/** A picture of a product: its motif in two colours on a tint of the first. */
export function drawPicture(motif: Motif, colour: string, accent: string): Buffer {
  const ground = `<rect width="400" height="400" fill="#fff"/><rect width="400" height="400" fill="${colour}" fill-opacity=".12"/>`;
  const shadow = '<ellipse cx="200" cy="352" rx="112" ry="12" fill="#000" fill-opacity=".08"/>';
  const drawing = motifs[motif](colour, accent);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">${ground}${shadow}${drawing}</svg>\n`,
  );
}
