#pragma once
#include <string_view>

// Small base letters without marks (Unicode NFKD, marks removed, lower case, and the letters with a
// stroke as the plain ones). A blank separates words; a star stands for more than one letter.
namespace aan {

/// U+00C0 to U+024F: Latin-1, Latin Extended-A and -B.
inline constexpr std::u16string_view kFoldedLatin =
    u"aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*yaaaaaaccccccccdd"
    u"ddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnn*nnoooooo**rrrrrrssssss"
    u"ssttttttuuuuuuuuuuuuwwyyyzzzzzzsbɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛffɠɣƕɩiƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈu"
    u"uʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃ*********aaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒj***ggƕƿnnaaææoo"
    u"aaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂbʉʌɇɇɉɉɋɋɍɍɏɏ";

/// U+0370 to U+052F: Greek, Coptic, Cyrillic.
inline constexpr std::u16string_view kFoldedGreekCyrillic =
    u"ͱͱͳͳʹ ͷͷ   ͻͼͽ ϳ      α εηι ο υωιαβγδεζηθικλμνξοπρ στυφχψωιυαεηιυαβγδεζηθικλμνξο"
    u"πρσστυφχψωιυουωϗβθυυυφπϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯκρσϳθε ϸϸσϻϻϼͻͼͽееђгєѕііјљњћкиуџ"
    u"абвгдежзииклмнопрстуфхцчшщъыьэюяабвгдежзииклмнопрстуфхцчшщъыьэюяееђгєѕііјљњћкиуџ"
    u"ѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿҁҁ        ҋҋҍҍҏҏґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүү"
    u"ұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏааааӕӕееәәәәжжззӡӡииииооөөөөээууууууччӷӷыыӻӻӽӽӿӿ"
    u"ԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ";

/// U+1E00 to U+1FFF: Latin Extended Additional, Greek Extended.
inline constexpr std::u16string_view kFoldedExtended =
    u"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
    u"oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy*sẜẝ*ẟ"
    u"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
    u"uuyyyyyyyyỻỻỽỽỿỿααααααααααααααααεεεεεε  εεεεεε  ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"
    u"οοοοοο  οοοοοο  υυυυυυυυ υ υ υ υωωωωωωωωωωωωωωωωααεεηηιιοουυωω  αααααααααααααααα"
    u"ηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα ααααααα ι   ηηη ηηεεηηη   ιιιι  ιιιιιι    "
    u"υυυυρρυυυυυυρ     ωωω ωωοοωωω   ";

static_assert(kFoldedLatin.size() == 0x250 - 0xc0);
static_assert(kFoldedGreekCyrillic.size() == 0x530 - 0x370);
static_assert(kFoldedExtended.size() == 0x2000 - 0x1e00);

}  // namespace aan
