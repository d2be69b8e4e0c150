// The languages of the host's own texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sample_host {

/// The languages in which the host's texts exist, English first. The first call makes their catalogues known
/// to this process: make it before other threads translate.
[[nodiscard]] std::vector<std::string> host_languages();

/// The language of `offered` that fits best to a browser's header Accept-Language (RFC 9110, section 12.5.4;
/// RFC 4647, lookup); the first one if none fits. `offered` is not empty. Any thread.
[[nodiscard]] std::string preferred_language(std::string_view accept_language,
                                             const std::vector<std::string>& offered);

/// The name of a language in that language: "Türkçe". Any thread.
[[nodiscard]] std::string name_of_language(std::string_view tag);

}  // namespace sample_host
