#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text helpers.
namespace emulator {

std::vector<std::string_view> split(std::string_view text, char separator);
/// Splits at runs of spaces.
std::vector<std::string> words(std::string_view text);
/// Compares two texts without ASCII case, as email addresses and unit paths compare; does not allocate.
int compare_ignoring_case(std::string_view a, std::string_view b);
/// FNV-1a over the lower-cased text.
std::uint64_t hash_ignoring_case(std::string_view text);
/// Returns the part after the last '@' in lower case.
std::string domain_of(std::string_view email);
std::string html_escape(std::string_view text);
/// RFC 3339 in UTC with milliseconds, as Google prints dates.
std::string rfc3339(std::int64_t seconds_since_epoch);
/// The date in the format of HTTP headers.
std::string http_date(std::int64_t seconds_since_epoch);
/// Indents one-line JSON by two spaces a level, as Google does unless prettyPrint=false.
std::string pretty_json(std::string_view compact);
/// True when `text` matches `pattern`, in which `*` matches one or more characters other than / ? # @.
bool matches_wildcards(std::string_view pattern, std::string_view text);

}  // namespace emulator
