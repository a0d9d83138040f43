package demo

import (
	"strings"
	"time"

	"qlingo/model"
)

// user is somebody of the sample office. last is the newest sign-in, as the time before now; 0 is never.
type user struct {
	login, name, department string
	mfa                     bool
	last                    time.Duration
	state                   model.PersonState
	story                   story
}

// story is what else became of somebody.
type story int

const (
	storyNone          story = iota
	storyAdministrator       // an administrator, too
	storyEdited              // has to hear that the details were changed
	storyReset               // MFA was reset, and not set up again
	storyGuessed             // somebody else tries PINs behind the right password
)

// users are the people whom the login page offers, beside the administrator who made the office.
var users = []user{
	{"noda.y", "野田 祐子", "総務部", true, 28 * time.Hour, model.StateUsable, storyAdministrator},
	{"abe.m", "阿部 美咲", "総務部", false, 5 * time.Hour, model.StateUsable, storyEdited},
	{"hayashi.n", "林 德子", "経理部", true, 72 * time.Hour, model.StateUsable, storyReset},
	{"ito.t", "伊藤 拓也", "営業部", true, 20 * time.Hour, model.StateUsable, storyNone},
	{"kato.y", "加藤 裕子", "営業部", true, 4 * time.Hour, model.StateUsable, storyGuessed},
	{"kobayashi.s", "小林 翔", "製造部", false, 98 * time.Hour, model.StateLockedOut, storyNone},
	{"sasaki.r", "佐々木 遼", "製造部", false, 0, model.StateNever, storyNone},
	{"suzuki.a", "鈴木 葵", "総務部", true, 6 * time.Hour, model.StateUsable, storyNone},
	{"takahashi.k", "高橋 健一", "営業部", true, 19 * time.Hour, model.StateUsable, storyNone},
	{"tanaka.n", "田中 直樹", "製造部", false, 51 * 24 * time.Hour, model.StateSuspended, storyNone},
	{"yoshida.h", "𠮷田 春樹", "営業部", true, 47 * time.Hour, model.StateUsable, storyNone},
}

// newcomersFile is the file of the shop that the office took over nine days ago. Not everybody there has signed in yet.
const newcomersFile = `ユーザID,名前,メールアドレス,所属部署
aoki.s,青木 翔太,aoki.s@yamada.example,配送センター
endo.k,遠藤 慶子,endo.k@yamada.example,経理部
fujii.m,藤井 麻衣,fujii.m@yamada.example,営業部
fukuda.r,福田 涼,fukuda.r@yamada.example,製造部
hamada.t,濵田 哲也,hamada.t@yamada.example,製造部
hashimoto.y,𣘺本 裕太,hashimoto.y@yamada.example,製造部
imai.n,今井 直子,imai.n@yamada.example,経理部
ishikawa.d,石川 大輔,ishikawa.d@yamada.example,配送センター
kimura.h,木村 浩,kimura.h@yamada.example,品質管理部
matsumoto.a,松本 彩,matsumoto.a@yamada.example,営業部
miyazaki.j,宮﨑 淳,miyazaki.j@yamada.example,製造部
mori.k,森 香織,mori.k@yamada.example,総務部
nakamura.e,中村 恵美,nakamura.e@yamada.example,経理部
nishimura.o,西村 修,nishimura.o@yamada.example,配送センター
ogawa.c,小川 千尋,ogawa.c@yamada.example,品質管理部
okada.f,岡田 史子,okada.f@yamada.example,営業部
sakai.b,酒井 文彦,sakai.b@yamada.example,製造部
shimizu.w,清水 亘,shimizu.w@yamada.example,品質管理部
takasaki.i,髙﨑 樹,takasaki.i@yamada.example,配送センター
ueda.g,上田 剛,ueda.g@yamada.example,製造部
watabe.m,渡邊 萌,watabe.m@yamada.example,営業部
yanagi.z,栁 善之,yanagi.z@yamada.example,品質管理部
`

// starters is how many of them have signed in, the first in the file.
const starters = 6

// newcomers are the IDs in the file.
func newcomers() (logins []string) {
	for _, line := range strings.Split(strings.TrimSpace(newcomersFile), "\n")[1:] {
		login, _, _ := strings.Cut(line, ",")
		logins = append(logins, login)
	}
	return logins
}

// note is the key of what the login page says of somebody.
func note(u user) string {
	switch {
	case u.state == model.StateLockedOut:
		return "demo.locked"
	case u.state == model.StateSuspended:
		return "demo.suspended"
	case u.state == model.StateNever:
		return "demo.never_signed_in"
	case u.story == storyAdministrator:
		return "demo.administrator"
	case u.story == storyEdited:
		return "demo.has_news"
	case u.story == storyReset:
		return "demo.mfa_reset"
	case u.story == storyGuessed:
		return "demo.wrong_pins"
	case u.mfa:
		return "demo.user_mfa"
	}
	return "demo.user"
}
