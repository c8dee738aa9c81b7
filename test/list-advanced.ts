/** A list of two parties, and a delta, in OFAC's advanced model. Nobody in it exists. */

const VALUES = `<ReferenceValueSets>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType></PartySubTypeValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
<ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script></ScriptValues>
<AliasTypeValues><AliasType ID="1403">Name</AliasType><AliasType ID="1401">F.K.A.</AliasType></AliasTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType><FeatureType ID="25">Location</FeatureType><FeatureType ID="224">Gender</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType></FeatureTypeValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType><LocPartType ID="1455">STATE/PROVINCE</LocPartType><LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>
<CountryValues><Country ID="11116" ISO2="MX">Mexico</Country></CountryValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType></RelationTypeValues>
</ReferenceValueSets>`;

const part = (type: number, value: string): string =>
  `<LocationPart LocPartTypeID="${type}"><LocationPartValue Primary="true"><Value>${value}</Value></LocationPartValue></LocationPart>`;

const SHARED = `<Locations>
<Location ID="1"><LocationCountry CountryID="11116"/>${part(1451, 'Calle 1')}${part(1454, 'Tijuana')}${part(1455, 'Baja California')}${part(1456, '22000')}</Location>
</Locations><IDRegDocuments><IDRegDocument ID="7" IDRegDocTypeID="1571" IdentityID="200" IssuedBy-CountryID="11116"><IDRegistrationNo>G-123</IDRegistrationNo></IDRegDocument></IDRegDocuments>`;

const named = (group: number, script: number, value: string): string =>
  `<DocumentedNamePart><NamePartValue NamePartGroupID="${group}" ScriptID="${script}" Acronym="false">${value}</NamePartValue></DocumentedNamePart>`;

const day = (name: string, [year, month, date]: readonly number[]): string =>
  `<${name}><Year>${year}</Year><Month>${month}</Month><Day>${date}</Day></${name}>`;

const BORN = `<DatePeriod><Start Approximate="true">${day('From', [1970, 1, 1])}${day('To', [1970, 1, 1])}</Start>
<End Approximate="true">${day('From', [1970, 12, 31])}${day('To', [1970, 12, 31])}</End></DatePeriod>`;

const person = (
  action = '',
): string => `<DistinctParty FixedRef="20" ${action}><Profile ID="20" PartySubTypeID="4">
<Identity ID="200" Primary="true">
<Alias AliasTypeID="1401" Primary="false" LowQuality="true"><DocumentedName>${named(1, 215, 'EL FLACO')}</DocumentedName></Alias>
<Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName>${named(1, 215, 'PEREZ LOPEZ')}${named(2, 215, 'Juan')}</DocumentedName>
<DocumentedName>${named(1, 220, 'ПЕРЕС')}${named(2, 220, 'Хуан')}</DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
<Feature FeatureTypeID="8"><FeatureVersion>${BORN}</FeatureVersion></Feature>
<Feature FeatureTypeID="9"><FeatureVersion><VersionDetail DetailTypeID="1">Culiacan, Sinaloa, Mexico</VersionDetail></FeatureVersion></Feature>
<Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="1"/></FeatureVersion></Feature>
<Feature FeatureTypeID="224"><FeatureVersion><VersionDetail DetailTypeID="1" DetailReferenceID="91526"/></FeatureVersion></Feature>
<Feature FeatureTypeID="344"><FeatureVersion><VersionDetail DetailTypeID="1">12QtD5BF</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>`;

const company = (
  action = '',
): string => `<DistinctParty FixedRef="30" ${action}><Profile ID="30" PartySubTypeID="3">
<Identity ID="300"><Alias AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName>${named(3, 215, 'EJEMPLO, S.A.')}</DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="3" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity></Profile></DistinctParty>`;

const measure = (tag: string): string =>
  `<SanctionsMeasure SanctionsTypeID="1"><Comment>${tag}</Comment></SanctionsMeasure>`;

const ENTRIES = `<ProfileRelationships><ProfileRelationship ID="5" From-ProfileID="20" To-ProfileID="30" RelationTypeID="15003" Former="false"/></ProfileRelationships>
<SanctionsEntries><SanctionsEntry ID="20" ProfileID="20" ListID="1550"><EntryEvent ID="1"><Date>${day('X', [2023, 2, 1]).replaceAll(/<\/?X>/g, '')}</Date></EntryEvent>${measure('SDNTK')}${measure('ILLICIT-DRUGS-EO14059')}</SanctionsEntry>`;

const sanctions = (attributes: string, body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><Sanctions xmlns="http://x" ${attributes}>
${day('DateOfIssue', [2026, 7, 13])}${VALUES}${SHARED}${body}</Sanctions>`;

/** Two parties, one owned by the other. */
export const ADVANCED = sanctions(
  'Version="42"',
  `<DistinctParties>${person()}${company()}</DistinctParties>${ENTRIES}</SanctionsEntries>`,
);

/** One changed, one new, one taken off (40), and one taken off without its party (50). */
export const DELTA = sanctions(
  'Version="42" DeltaBaseVersion="41"',
  `<DistinctParties>${person('DeltaAction="amend"')}${company('DeltaAction="add"')}
<DistinctParty FixedRef="40" DeltaAction="delete"><Profile ID="40" PartySubTypeID="3"/></DistinctParty></DistinctParties>
${ENTRIES}<SanctionsEntry ID="50" ProfileID="50" EntryDeltaFlag="DeletedEntry"/></SanctionsEntries>`,
);
