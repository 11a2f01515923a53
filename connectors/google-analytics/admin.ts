export const admin = 'https://analyticsadmin.googleapis.com/v1beta';
export const propertyPath = (property: string): string => `/v1beta/properties/${encodeURIComponent(property)}`;
export const adminProperty = (property: string): string => `${admin}/properties/${encodeURIComponent(property)}`;
