/** The invented people, streets and firms that seeded contacts are made of. */
export interface Region {
  given: readonly string[];
  family: readonly string[];
  /** `family` first when the full name is written, as in Chinese and Japanese. */
  familyFirst: boolean;
  streets: readonly string[];
  /** City, region, country, ISO code. */
  cities: readonly (readonly [string, string, string, string])[];
  postcode: (digits: string) => string;
  phone: (digits: string) => string;
  companies: readonly string[];
  mailDomain: string;
  label: string;
}

const list = (text: string): readonly string[] => text.split(' ');

const italian: Region = {
  given: list(
    'Mario Giulia Luca Francesca Alessandro Chiara Niccolò Elisabetta Matteo Sofia Davide Beatrice',
  ),
  family: list(
    'Rossi Russo Ferrari Esposito Bianchi Colombo Ricci Marino Greco Bruno Gallo Conti Dell’Acqua',
  ),
  familyFirst: false,
  streets: [
    'Via Roma',
    'Corso Garibaldi',
    'Piazza Dante',
    'Viale dei Mille',
    'Via Santa Lucia',
    'Largo Augusto',
  ],
  cities: [
    ['Napoli', 'NA', 'Italia', 'it'],
    ['Milano', 'MI', 'Italia', 'it'],
    ['Forlì', 'FC', 'Italia', 'it'],
  ],
  postcode: (digits) => digits.slice(0, 5),
  phone: (digits) => `+39 333 ${digits.slice(0, 7)}`,
  companies: [
    'Officine Vesuvio S.r.l.',
    'Caffè Centrale',
    'Studio Legale Greco & Conti',
    'Edilizia Moderna S.p.A.',
  ],
  mailDomain: 'example.it',
  label: 'Casa al mare',
};

const spanish: Region = {
  given: list('José María Íñigo Carmen Lucía Javier Begoña Ángel Pilar Sergio Núria Raúl'),
  family: ['García López', 'Martínez Núñez', 'Fernández', 'Peña Muñoz', 'Ibáñez', 'Ortega y Gasset', 'Sáenz'],
  familyFirst: false,
  streets: ['Calle Mayor', 'Avenida de la Constitución', 'Paseo de Gracia', 'Plaza de España'],
  cities: [
    ['Madrid', 'Madrid', 'España', 'es'],
    ['Málaga', 'Andalucía', 'España', 'es'],
  ],
  postcode: (digits) => digits.slice(0, 5),
  phone: (digits) => `+34 6${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 8)}`,
  companies: ['Panadería El Sol, S.L.', 'Construcciones Ibáñez S.A.', 'Librería Cervantes'],
  mailDomain: 'example.es',
  label: 'Despacho',
};

const english: Region = {
  given: list('Emma Oliver Charlotte James Amelia Noah Siobhán William Zoë Henry Grace Dylan'),
  family: list(
    "Smith Jones O'Brien Taylor Brown-Williams Davies Evans Thomas Wilson MacDonald Clarke Hughes",
  ),
  familyFirst: false,
  streets: ['High Street', 'Station Road', 'Church Lane', 'Victoria Avenue', 'Main Street, Suite 4'],
  cities: [
    ['London', '', 'United Kingdom', 'gb'],
    ['Portland', 'OR', 'United States', 'us'],
    ['Galway', 'Co. Galway', 'Ireland', 'ie'],
  ],
  postcode: (digits) => digits.slice(0, 5),
  phone: (digits) => `+44 7700 ${digits.slice(0, 6)}`,
  companies: ['Acme Widgets Ltd', 'Harbour & Sons; Chandlers', 'Northwind Traders, Inc.', 'Blue Door Café'],
  mailDomain: 'example.com',
  label: 'Assistant’s desk',
};

const eastAsian: Region = {
  given: list('太郎 花子 翔太 美咲 伟 芳 秀英 健一'),
  family: list('山田 佐藤 鈴木 王 李 张 欧阳 高橋'),
  familyFirst: true,
  streets: ['千代田1-1', '南京东路', '神南', '中山路'],
  cities: [
    ['渋谷区', '東京都', '日本', 'jp'],
    ['上海市', '上海', '中国', 'cn'],
  ],
  postcode: (digits) => `${digits.slice(0, 3)}-${digits.slice(3, 7)}`,
  phone: (digits) => `+81 90-${digits.slice(0, 4)}-${digits.slice(4, 8)}`,
  companies: ['株式会社山田製作所', '上海机械有限公司'],
  mailDomain: 'example.jp',
  label: '実家',
};

const rightToLeft: Region = {
  given: list('محمد فاطمة أحمد ليلى דוד רחל נועה יוסף'),
  family: list('العلي الخطيب حداد כהן לוי מזרחי'),
  familyFirst: false,
  streets: ['شارع الحمرا', 'רחוב הרצל', 'شارع الجامعة'],
  cities: [
    ['بيروت', '', 'لبنان', 'lb'],
    ['תל אביב', '', 'ישראל', 'il'],
  ],
  postcode: (digits) => digits.slice(0, 7),
  phone: (digits) => `+972 52-${digits.slice(0, 3)}-${digits.slice(3, 7)}`,
  companies: ['شركة النور للتجارة', 'חברת אור בע״מ'],
  mailDomain: 'example.org',
  label: 'بيت العائلة',
};

/** How often each turns up: half the cards Italian, the rest spread. */
export const regions: readonly Region[] = [
  ...Array<Region>(5).fill(italian),
  spanish,
  spanish,
  english,
  eastAsian,
  rightToLeft,
];

export const jobTitles: readonly string[] = list(
  'Direttore Responsabile Ingeniera Buyer Sales 部長 Architetto Notaio',
);
