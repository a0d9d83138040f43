#import <AppKit/AppKit.h>

#include "native_darwin.h"

static NSWindow *window_of(uintptr_t window) { return (NSWindow *)(void *)window; }

void qlingo_unminimize(uintptr_t window) {
	if ([window_of(window) isMiniaturized]) {
		[window_of(window) deminiaturize:nil];
	}
}

void qlingo_conceal(uintptr_t window, bool on) {
	[window_of(window) setSharingType:on ? NSWindowSharingNone : NSWindowSharingReadOnly];
}

// The mark beside the text asks managers of clipboards to forget it; the text stays on this Mac.
bool qlingo_copy_secret(const char *text) {
	@autoreleasepool {
		NSPasteboard *board = [NSPasteboard generalPasteboard];
		[board prepareForNewContentsWithOptions:NSPasteboardContentsCurrentHostOnly];
		return [board setString:[NSString stringWithUTF8String:text] forType:NSPasteboardTypeString] &&
			[board setString:@"" forType:@"org.nspasteboard.ConcealedType"];
	}
}
