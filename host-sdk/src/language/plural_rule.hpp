// The plural rule of a gettext catalogue.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace host_sdk {

/// The rule of a catalogue's header: "nplurals=2; plural=(n != 1);". Immutable; any thread.
class PluralRule {
 public:
  struct Node;

  /// English and Turkish count alike in a catalogue: one form for 1, another one for the rest.
  PluralRule();
  /// Throws std::invalid_argument for a malformed rule.
  explicit PluralRule(std::string_view rule);
  ~PluralRule();
  PluralRule(PluralRule&&) noexcept;
  PluralRule& operator=(PluralRule&&) noexcept;

  /// The index of the form for a number, from 0 to `forms() - 1`. The sign does not matter.
  [[nodiscard]] std::size_t form(std::int64_t number) const;
  [[nodiscard]] std::size_t forms() const { return forms_; }

 private:
  std::size_t forms_ = 2;
  std::unique_ptr<Node> root_;
};

}  // namespace host_sdk
