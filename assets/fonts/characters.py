"""Prints the characters that the embedded faces hold (see subset.sh)."""

RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: names and addresses abroad
    (0x02C6, 0x02DD),  # spacing accents
    (0x0391, 0x03C9),  # Greek
    (0x0401, 0x0451),  # Cyrillic
    (0x2000, 0x206F),  # general punctuation
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letter-like
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # keys and technical
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x25FF),  # blocks and shapes
    (0x2600, 0x266F),  # stars and signs
    (0x2700, 0x27BF),  # ticks and crosses
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x303F),  # Japanese punctuation
    (0x3040, 0x30FF),  # kana
    (0x31F0, 0x31FF),  # small kana
    (0x3200, 0x33FF),  # enclosed and squared: (株), ㈱, ㍿
    (0xF900, 0xFAFF),  # compatibility ideographs: 﨑 祥 福 神 祐 都
    (0xFF00, 0xFFEF),  # half- and full-width forms
]

# People's and places' names that are neither in JIS X 0208 nor in CP932, or
# that must not fall out should a table change.
NAMES = (
    "髙﨑𠮷邊邉濵濱桒栁德槗𣘺塚曻俱剝頰鷗瀨增黑祥福神祐都"
    "𠀋𡈽𡌛𡑮𡢽𠮟𡚴𡸴𣇄𣗄𣜿𣝣𤟱𥒎𥔎𥝱𥧄𥶡𦫿𦹀𧃴𧚄𨉷𨏍𪆐𠂉𠂢𠂤𠆢𠈓𠌫𠎁𠍱𠏹𠑊𠔉𠗖"
    "𥫗𦥑𦚰𨦇𨸗𩸽𠮷𡉻𡵅𣏕𣏤𣏐𣏓𥱋𥸮𧘕𧰼𨕫𨫤𩊠𩺊𩹉𩻄𪀚𪚲"
    "丨丰亍仡份仭仮伃伋你佪侒俠偀傔傕僴儁兊冨凜刕剗劔勣勲匀卬厓厲叝吉吿呍咜哿唎啓喆喩"
    "噓嚙囊團圓圭圳圷坙垞垬埈堯塡墻增壽奎奣奬妤姸姬媛孁寀寶寬寳尞屢屛岦岺峵崎嵂嵓﨑嵜嵭嶋嶌嶽巐巖"
    "彅彥徠徽德忞恝悅惠愼慶懷戢戾扖拔揭摑搔敎敧斉斎齋齊斌昀昕昞昤昉晗晙晴晳暒暙暠暲暿曆"
    "曺朎朗杦枻柀栁桄桒桺栖梅梼棈楨槇榘槢樂樋樰橫歆橳檜櫂檉櫻毖氿汜沆汯泚洄涇浯涖涬淏淸淼渼渚渴湜湧"
    "溫溿漢澈澤澵濟濵瀅瀇瀨炅炫焏焄煇煆煐煜燁燾燿犱犾猤猪獷珉珖珣珒琇珵琦琪琩琮瑢璉璟甁甯畯皂皜皞皦"
    "眞真睆硏碑磯社祉祈祇祖祝禎禍禛禮穀穂穐突竑竧竫節箞篤絈綠緑緖縣繁繫羡羽翠者臭艸芦茁荢菅萠葈葛蒴蓜蓬蔣"
    "蕓蕙蕫薰蘒虎蠅蠟褜覯訒詹謁譓譿諶謹讓賓賰賴贈赶辻邉邊郎郞都鄕鄧釗釘鉎鉄鐵鋐銈鋹鎭鏆鑑鑵閒關隆隣難靏靍靑"
    "響頻顗顥類飯飼餃餠饒館馞騏驒高髙鮏鮱鮻鯖鰀鱮鵰鵫鶴鸙麵麴黃黑齊龍龗煉瀧瀞黎榮榎槙薩淵渕澁渋辺嶋"
    "凬凞瑶瑤遙堯祢禰穰萊遼麿邨嵯祁禄祿晧皓媼媽巫沁琥珀珈琲琳瑳瓏玖璃瞭瞳笙翔耀苺菫萌葵蕾蕎雫雪颯魁鳳鴻鷲鸞"
)


def cp932():
    """Every character that a Japanese Windows writes in Shift_JIS."""
    lead = list(range(0x81, 0xA0)) + list(range(0xE0, 0xFD))
    trail = list(range(0x40, 0x7F)) + list(range(0x80, 0xFD))
    for first in lead:
        for second in trail:
            try:
                yield bytes([first, second]).decode("cp932")
            except UnicodeDecodeError:
                continue


def main():
    chars = {chr(c) for low, high in RANGES for c in range(low, high + 1)}
    chars.update(NAMES)
    # The private use area holds nothing that another program could read.
    chars.update(c for c in cp932() if not 0xE000 <= ord(c) <= 0xF8FF)
    print("".join(sorted(chars)))


main()
