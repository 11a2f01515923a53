/**
 * In the host's own document its rules for elements (`button { text-transform: uppercase }`) reach in. Everything of ours
 * begins from the browser's own style again; our rules come after. Drawings keep their attributes.
 */
export const hostProof = /* css */ `
.pt-root, .pt-root :where(:not(svg, svg *)) { all: revert; }
.pt-root :where(:not(svg, svg *))::before, .pt-root :where(:not(svg, svg *))::after { all: revert; }
`;
