#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

/// Reads members of Google-shaped JSON from tests and workspace files.
namespace emulator {

/// Returns the text member; nullopt if absent or null. Numbers count as text, because YAML ids may be
/// numbers. Throws ControlError for another type.
std::optional<std::string> text_member(const boost::json::object& object, std::string_view name);
std::string required_text(const boost::json::object& object, std::string_view name);
/// Returns the text member; "" if it is absent or of another type.
std::string text_or_empty(const boost::json::object& object, std::string_view name);
/// True if the member is `true`.
bool true_member(const boost::json::object& object, std::string_view name);
/// True if the member is present and null.
bool null_member(const boost::json::object& object, std::string_view name);
/// Merges `changes` into `target` like a JSON merge patch, but keeps null members.
void merge(boost::json::object& target, const boost::json::object& changes);

}  // namespace emulator
