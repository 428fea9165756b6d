// Memory of the program in huge pages, where the kernel gives them when asked (transparent huge pages by madvise): a run
// over France touches hundreds of megabytes once, and a fault for each 4 kB page costs as much as the work on it. The
// same bytes come out, only later, where the kernel says no.
#pragma once

namespace maillage::cli {

// Before anything large is allocated.
void prefer_huge_pages();

}  // namespace maillage::cli
