/** Words that apps and models use for one thing; each group is one meaning. Words of a name are compared one by one. */
const groups = [
  'email mail emailaddress',
  'phone telephone tel phonenumber mobile cell mobilephone',
  'company organization organisation org account business employer',
  'customer client',
  'firstname givenname forename fname',
  'lastname surname familyname lname',
  'name title label displayname fullname',
  'description notes note comment comments details body content text',
  'id identifier key uid uuid externalid',
  'created createdat createddate createdate creationdate createdon createtime addedat inserted',
  'updated updatedat modified modifiedat lastmodified lastmodifieddate updateddate changedat updatetime modifytime',
  'address street addressline street1 line1 addressline1 address1',
  'line2 addressline2 address2 street2',
  'city town locality',
  'state province region stateprovince county',
  'zip zipcode postalcode postcode postal',
  'country countrycode nation',
  'website url web domain homepage link',
  'amount value total sum price cost',
  'currency currencycode currencyisocode',
  'quantity qty count',
  'status state stage phase',
  'owner assignee responsible ownerid assignedto agent',
  'due duedate deadline dueon',
  'closed closedate closingdate closedat',
  'tags labels categories keywords',
  'industry sector branch',
  'type kind category',
  'priority urgency severity',
  'subject summary headline',
  'birthday birthdate dateofbirth dob',
  'gender sex',
  'language locale lang',
  'timezone tz',
  'revenue annualrevenue turnover',
  'employees numberofemployees employeecount headcount size',
  'salutation prefix honorific',
  'jobtitle position role function',
];

const meanings = new Map<string, Set<number>>();
for (const [index, group] of groups.entries())
  for (const word of group.split(' ')) meanings.set(word, (meanings.get(word) ?? new Set()).add(index));

/** The words of a name: `properties.firstName`: first, name. Numbers and custom fields' endings are no words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/__c$/i, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Whether two names, written as one word, mean one thing. */
export function meanTheSame(one: string, other: string): boolean {
  const [a, b] = [meanings.get(one), meanings.get(other)];
  return a !== undefined && b !== undefined && [...a].some((group) => b.has(group));
}
