// The languages of the plugin's own texts.
#pragma once

namespace gup {

/// Makes the plugin's catalogues known to this library. [lifecycle] Call it before threads translate; calling
/// it again changes nothing.
void add_languages();

}  // namespace gup
