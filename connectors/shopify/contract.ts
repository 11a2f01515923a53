import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [
    { name: 'shopify-admin-2026-07', url: 'https://acme-lamps.myshopify.com/admin/api/2026-07/graphql.json' },
  ],
  learnt: { shop: 'acme-lamps' },
  objects: {
    order: { key: 'gid://shopify/Order/148977776' },
    customer: { key: 'gid://shopify/Customer/544365967' },
    product: { key: 'gid://shopify/Product/108828309' },
    variant: { key: 'gid://shopify/ProductVariant/43729076' },
    draftOrder: { key: 'gid://shopify/DraftOrder/276395349' },
    location: { key: 'gid://shopify/Location/346779380' },
  },
});
