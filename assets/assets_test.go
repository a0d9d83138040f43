package assets_test

import (
	"bytes"
	"image/png"
	"io/fs"
	"testing"

	"golang.org/x/image/font/sfnt"

	"qlingo/assets"
)

// Kanji of people's names that a careless subset loses, and the signs that the
// screens draw as text.
const (
	nameKanji = "髙﨑𠮷𠮟邊邉濵濱桒栁德槗𣘺塚曻俱剝頰鷗瀨增黑祥福神祐都" +
		"齋斎齊斉髙辻渡邊邉廣國澤櫻眞惠榮靜鄕晧皓煕凞羽翔遼瑠璃琉陽葵蓮颯" +
		"伃佪仭僴凜刕匀卬坙埈墻奣媛嵂﨏恝惞敎昞晙暠曺朎栁桄榘槢橫櫢歆氿渼湜瀅炅炫煆煜犱瑢璉甯皦睆硏祉神祥福禔禛竑竧箞羡茁荢葈蕓薰裵訒詹譿賰賴遧郞釗鋐鋹鎤鏆閒隆靍頗顗馞驎髜魵鮱鵫鶴鸙黑"
	kana  = "あいうえおがぎぐげごぁぃぅぇぉっゃゅょゎんアイウエオヴヵヶー゛゜ゝゞヽヾ々〆〇"
	signs = "▲▼△▽●○•…—–→←↑↓✓×■□◆◇★☆※「」『』、。・〜～！？（）：；％＆＋－＝①②③㈱№℡｡｢｣ｱｲｳﾞﾟ"
	latin = "ABCXYZabcxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ÀÉÎÕÜßàéîõüÿŌōŪū€£¥"
)

var faces = map[string][]byte{
	"regular": assets.FontRegular, "bold": assets.FontBold, "regular on paper": assets.PaperRegular, "bold on paper": assets.PaperBold,
}

func TestFacesHoldNamesAndSigns(t *testing.T) {
	for name, face := range faces {
		font, err := sfnt.Parse(face)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var buffer sfnt.Buffer
		for _, char := range nameKanji + kana + signs + latin {
			glyph, err := font.GlyphIndex(&buffer, char)
			if err != nil {
				t.Fatalf("%s: %q: %v", name, char, err)
			}
			if glyph == 0 {
				t.Errorf("%s: no glyph for %q (U+%04X)", name, char, char)
			}
		}
	}
}

// A face far bigger than this costs a noticeable part of the start.
func TestFacesStaySmall(t *testing.T) {
	const most = 3_000_000
	for name, face := range faces {
		if len(face) > most {
			t.Errorf("%s: %d bytes, more than %d", name, len(face), most)
		}
	}
}

func TestIcon(t *testing.T) {
	icon, err := png.DecodeConfig(bytes.NewReader(assets.WindowIcon))
	if err != nil {
		t.Fatal(err)
	}
	if icon.Width != 128 || icon.Height != 128 {
		t.Errorf("icon is %d × %d, want 128 × 128", icon.Width, icon.Height)
	}
}

func TestTranslations(t *testing.T) {
	for _, language := range []string{"ja", "en"} {
		files, err := fs.Glob(assets.Translations, "translations/"+language+".json")
		if err != nil || len(files) == 0 {
			t.Errorf("no translation for %q (%v)", language, err)
		}
	}
}
