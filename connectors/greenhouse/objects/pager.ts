/** The link holds the whole query: https://harvestdocs.greenhouse.io/docs/pagination */
export const pager = { kind: 'link', size: { parameter: 'per_page', value: 500 } } as const;
