/**
 * In the host's own document its rules for elements (`button { text-transform: uppercase }`) reach in. Everything of ours
 * begins from the browser's own style again; our rules come after. Drawings are said by attributes, which reverting would
 * take as well: what a host may say of them is said again.
 */
export const hostProof = /* css */ `
.pt-root, .pt-root :where(:not(svg, svg *)) { all: revert; }
.pt-root :where(svg, svg *) { margin: 0; padding: 0; border: 0; border-radius: 0; background: none; box-shadow: none; float: none; letter-spacing: normal; transform: none; }
.pt-root :where(svg) { width: 16px; height: 16px; fill: none; stroke: currentColor; }
.pt-root :where(svg.pt-solid) { fill: currentColor; stroke: none; }
.pt-root :where(:not(svg, svg *))::before, .pt-root :where(:not(svg, svg *))::after { all: revert; }
`;
