package app

import (
	"strings"
	"time"

	"qlingo/model"
)

// demoUser is somebody of the sample office. last is the newest sign-in, as the time before now; 0 is never.
type demoUser struct {
	login, name, department string
	mfa                     bool
	last                    time.Duration
	state                   model.PersonState
	fate                    fate
}

// fate is what else became of somebody.
type fate int

const (
	fateNone    fate = iota
	fateManages      // an administrator, too
	fateEdited       // has to hear that the details were changed
	fateReset        // MFA was reset, and not set up again
	fateDoubted      // somebody else tries PINs behind the right password
)

// demoUsers are the people whom the login page offers, beside the administrator who made the office.
var demoUsers = []demoUser{
	{"noda.y", "野田 祐子", "総務部", true, 28 * time.Hour, model.StateUsable, fateManages},
	{"abe.m", "阿部 美咲", "総務部", false, 5 * time.Hour, model.StateUsable, fateEdited},
	{"hayashi.n", "林 德子", "経理部", true, 72 * time.Hour, model.StateUsable, fateReset},
	{"ito.t", "伊藤 拓也", "営業部", true, 20 * time.Hour, model.StateUsable, fateNone},
	{"kato.y", "加藤 裕子", "営業部", true, 4 * time.Hour, model.StateUsable, fateDoubted},
	{"kobayashi.s", "小林 翔", "製造部", false, 98 * time.Hour, model.StateLockedOut, fateNone},
	{"sasaki.r", "佐々木 遼", "製造部", false, 0, model.StateNever, fateNone},
	{"suzuki.a", "鈴木 葵", "総務部", true, 6 * time.Hour, model.StateUsable, fateNone},
	{"takahashi.k", "高橋 健一", "営業部", true, 19 * time.Hour, model.StateUsable, fateNone},
	{"tanaka.n", "田中 直樹", "製造部", false, 51 * 24 * time.Hour, model.StateSuspended, fateNone},
	{"yoshida.h", "𠮷田 春樹", "営業部", true, 47 * time.Hour, model.StateUsable, fateNone},
}

// demoImport is the file of the shop that the office took over nine days ago. Not everybody there has signed in yet.
const demoImport = `ユーザID,名前,メールアドレス,所属部署
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

// demoStarters is how many of them have signed in, the first in the file.
const demoStarters = 6

// demoNewcomers are the IDs in the file.
func demoNewcomers() (logins []string) {
	for _, line := range strings.Split(strings.TrimSpace(demoImport), "\n")[1:] {
		login, _, _ := strings.Cut(line, ",")
		logins = append(logins, login)
	}
	return logins
}

// note is the key of what the login page says of somebody.
func note(u demoUser) string {
	switch {
	case u.state == model.StateLockedOut:
		return "demo.locked"
	case u.state == model.StateSuspended:
		return "demo.suspended"
	case u.state == model.StateNever:
		return "demo.never"
	case u.fate == fateManages:
		return "demo.administrator"
	case u.fate == fateEdited:
		return "demo.edited"
	case u.fate == fateReset:
		return "demo.reset"
	case u.fate == fateDoubted:
		return "demo.doubted"
	case u.mfa:
		return "demo.user_mfa"
	}
	return "demo.user"
}
