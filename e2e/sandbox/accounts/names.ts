/** Name pairs by language, so that first and last names belong together. `美咲|Misaki` gives the Latin spelling for addresses. */
interface NameGroup {
  dial: string;
  language: string;
  first: readonly string[];
  last: readonly string[];
}

function group(dial: string, language: string, first: string, last: string): NameGroup {
  return { dial, language, first: first.split(' '), last: last.split(' ') };
}

const groups: readonly NameGroup[] = [
  group(
    '+44',
    'en',
    'Amelia Callum Freya Gareth Imogen Rhys Tamsin Alfie Poppy Rory',
    "Ashworth Blackwood Carmichael Drummond O'Neill Fairfax Whitlock Pemberton Redfern Tregenza",
  ),
  group(
    '+49',
    'de',
    'Jürgen Anke Björn Käthe Lutz Friederike Günther Sören Ulrike Jörg',
    'Müller Groß Schröder Weißmann Böttcher Krüger Jäger Vogelsang Zöllner Eichendorff',
  ),
  group(
    '+33',
    'fr',
    'Élodie François Noémie Benoît Solène Loïc Hélène Théo Anaïs Gaël',
    "Lefèvre Béranger D'Aubigné Dumoulin Châtelain Rousselle Maréchal Guérin Leclère Fontenoy",
  ),
  group(
    '+34',
    'es',
    'Íñigo Lucía Andrés Begoña Raúl Marisol Jesús Ainhoa Nicolás Pilar',
    'Muñoz Ibáñez Peñalver Cárdenas Zubiri Etxeberria Gálvez Ordóñez Quiñones Riquelme',
  ),
  group(
    '+55',
    'pt',
    'João Conceição Thiago Luísa Antônio Graça Cauã Inês Otávio Flávia',
    'Gonçalves Assunção Magalhães Araújo Falcão Simões Brandão Tavares Leitão Mourão',
  ),
  group(
    '+48',
    'pl',
    'Łukasz Małgorzata Zbigniew Agnieszka Michał Żaneta Paweł Grażyna Stanisław Bożena',
    'Wójcik Kowalczyk Zieliński Śliwa Dąbrowski Górski Pająk Źródlak Błaszczyk Mączka',
  ),
  group(
    '+420',
    'cs',
    'Jiří Božena Tomáš Růžena Václav Zdeňka Ondřej Alžběta Matěj Květa',
    'Dvořák Němec Procházka Šimek Kučera Řezníček Hájek Černý Vyskočil Štěpánek',
  ),
  group(
    '+90',
    'tr',
    'Ayşe Çağlar Gülşah İbrahim Özlem Şükrü Tuğçe Yiğit Işıl Oğuz',
    'Yılmaz Çelik Öztürk Şahin Aydın Güneş Kılıç Doğan Karataş Erdoğmuş',
  ),
  group(
    '+46',
    'sv',
    'Åsa Göran Märta Öjvind Linnéa Håkan Sigrid Björn Ylva Torbjörn',
    'Åkesson Lindström Öberg Sjögren Hallström Nyström Bäcklund Ekdahl Söderberg Wahlgren',
  ),
  group(
    '+354',
    'is',
    'Þóra Ásgeir Guðrún Ægir Hildur Sigurður Björk Jökull Ragnheiður Óðinn',
    'Jónsdóttir Þorsteinsson Guðmundsdóttir Sigurðsson Ásgeirsdóttir Ólafsson Einarsdóttir Hallgrímsson Ævarsdóttir Stefánsson',
  ),
  group(
    '+81',
    'ja',
    '美咲|Misaki 健太|Kenta さくら|Sakura 大輔|Daisuke 陽菜|Hina 翔太|Shota 結衣|Yui 直樹|Naoki 葵|Aoi 涼|Ryo',
    '佐藤|Sato 高橋|Takahashi 渡辺|Watanabe 小林|Kobayashi 斎藤|Saito 清水|Shimizu 森|Mori 藤田|Fujita 岡本|Okamoto 村上|Murakami',
  ),
  group(
    '+86',
    'zh',
    '伟|Wei 芳|Fang 静怡|Jingyi 浩然|Haoran 丽华|Lihua 子涵|Zihan 建国|Jianguo 雪|Xue 明|Ming 欣怡|Xinyi',
    '王|Wang 李|Li 张|Zhang 欧阳|Ouyang 陈|Chen 赵|Zhao 吴|Wu 徐|Xu 诸葛|Zhuge 林|Lin',
  ),
  group(
    '+82',
    'ko',
    '민준|Minjun 서연|Seoyeon 지우|Jiwoo 하은|Haeun 도윤|Doyun 수빈|Subin 예준|Yejun 유나|Yuna 시우|Siwoo 채원|Chaewon',
    '김|Kim 이|Lee 박|Park 최|Choi 정|Jung 강|Kang 조|Cho 윤|Yoon 임|Lim 한|Han',
  ),
  group(
    '+91',
    'hi',
    'Aarav Priyanka Rohan Ananya Devendra Lakshmi Vikram Meenakshi Arjun Kavita',
    'Sharma Iyer Chatterjee Venkataraman Patel Krishnamurthy Deshpande Banerjee Reddy Nair',
  ),
  group(
    '+84',
    'vi',
    'Nguyên Thảo Đức Hương Quốc Ngọc Tuấn Phương Đạt Mỹ',
    'Nguyễn Trần Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Lý',
  ),
  group(
    '+234',
    'en',
    'Adaeze Chukwuemeka Ngozi Olúwaseun Ifẹ́olúwa Babatunde Amara Obinna Yetunde Kelechi',
    'Okafor Adébáyọ̀ Nwosu Ọláníyan Eze Balogun Okonkwo Adichie Ogunlade Umeh',
  ),
  group(
    '+30',
    'el',
    'Ελένη|Eleni Γιώργος|Giorgos Κατερίνα|Katerina Νίκος|Nikos Δήμητρα|Dimitra Σταύρος|Stavros Ιωάννα|Ioanna Άγγελος|Angelos Ζωή|Zoi Θεόδωρος|Theodoros',
    'Παπαδάκης|Papadakis Οικονόμου|Oikonomou Γεωργίου|Georgiou Νικολάου|Nikolaou Μακρής|Makris Αντωνίου|Antoniou Λαμπράκης|Lambrakis Ξενάκης|Xenakis Ρήγας|Rigas Βλάχος|Vlachos',
  ),
  group(
    '+380',
    'uk',
    'Оксана|Oksana Тарас|Taras Леся|Lesia Богдан|Bohdan Ярина|Yaryna Остап|Ostap Соломія|Solomiia Данило|Danylo Христина|Khrystyna Юрій|Yurii',
    'Шевченко|Shevchenko Ковальчук|Kovalchuk Бондаренко|Bondarenko Ткаченко|Tkachenko Лисенко|Lysenko Кравець|Kravets Мельник|Melnyk Гончар|Honchar Дзюба|Dziuba Яремчук|Yaremchuk',
  ),
  group(
    '+966',
    'ar',
    'ليلى|Layla يوسف|Yusuf نورة|Noura خالد|Khalid مريم|Maryam عمر|Omar هند|Hind طارق|Tariq سلمى|Salma فيصل|Faisal',
    'الفارسي|Al-Farsi حداد|Haddad المنصوري|Al-Mansouri قاسم|Qasim النجار|Al-Najjar خوري|Khoury العتيبي|Al-Otaibi شاهين|Shaheen الراشد|Al-Rashid زيدان|Zeidan',
  ),
  group(
    '+1',
    'en',
    'DeShawn Mei-Ling Kaʻiulani Mary-Kate Jean-Luc Xóchitl Ezekiel Siobhán Tyrell Wren',
    "Van_der_Berg Nakamura-Jones Kealoha McAllister O'Malley De_la_Cruz Blackhorse Fitzgerald Washington St._John",
  ),
];

interface NamePair {
  first: string;
  last: string;
  /** Latin letters without marks, for email addresses. */
  address: string;
  dial: string;
  language: string;
}

const combinations = groups.reduce((sum, one) => sum + one.first.length * one.last.length, 0);
const stride = coprimeStride(combinations);

/** The same index always gives the same pair; indexes below `combinations` all give different ones. */
export function namePair(index: number): NamePair {
  let rest = (index * stride) % combinations;
  for (const one of groups) {
    const size = one.first.length * one.last.length;
    if (rest < size) {
      const [first = '', firstLatin = first] = (one.first[rest % one.first.length] ?? '').split('|');
      const [last = '', lastLatin = last] = (one.last[Math.floor(rest / one.first.length)] ?? '').split('|');
      const round = Math.floor(index / combinations);
      const address = `${latin(firstLatin)}.${latin(lastLatin)}${round === 0 ? '' : round + 1}`;
      return { first, last: last.replaceAll('_', ' '), address, dial: one.dial, language: one.language };
    }
    rest -= size;
  }
  throw new RangeError(`No name for index ${index}`);
}

/** A step that visits every number below `size` once, in an order that looks mixed. */
export function coprimeStride(size: number): number {
  let step = Math.max(1, Math.floor(size * 0.618));
  while (greatestCommonDivisor(step, size) !== 1) step += 1;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

const LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  ı: 'i',
  þ: 'th',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  ö: 'oe',
  ü: 'ue',
  ä: 'ae',
};

function latin(name: string): string {
  return name
    .toLowerCase()
    .replace(/[łøßıþđðæöüä]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
