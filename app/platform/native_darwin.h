#include <stdbool.h>
#include <stdint.h>

void qlingo_unminimize(uintptr_t window);
void qlingo_conceal(uintptr_t window, bool on);
bool qlingo_copy_secret(const char *text);
