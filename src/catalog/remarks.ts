// Sentences that hold for several types.

export const contractMayAllowLess = 'The contract with the service may allow less';
export const hashed = 'Personal data is hashed before it is sent';
export const csvOnly = 'Writes CSV files only';
export const premiumNeedsBlockBlobs = 'An account in the premium tier has to be of the block blob kind';
export const privateLinkIsExclusive = 'Private Link and public access to the account exclude each other';
export const measuredOnSmallServer = 'The figures hold for a server with two CPU cores and 1 GB of memory';
export const noFirewall = 'A server behind a firewall cannot be reached';
export const businessAccountsOnly = 'Only for environments that are already set up for business accounts';
export const unitedStatesOnly = 'Covers the United States only';
export const dataSourcesToo = 'Data sources can be enriched too, before they are unified';
export const comesWithProduct = 'Comes with the product and needs no connection';
export const testsAreTransactions = 'A live test counts as one transaction of the subscription';
export const testRarely = 'A live test counts as two of the hundred or so calls that the service takes a day';
