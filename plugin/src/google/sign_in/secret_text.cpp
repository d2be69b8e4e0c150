#include "google/sign_in/secret_text.hpp"

#include <sodium.h>

#include <utility>

namespace gup::google {

SecretText::~SecretText() {
  sodium_memzero(text_.data(), text_.size());
}

// The former text goes out with `copy`, or with `other`, and is overwritten there.
SecretText& SecretText::operator=(const SecretText& other) {
  SecretText copy(other);
  text_.swap(copy.text_);
  return *this;
}

// Swapped, not moved: a moved short text leaves its letters behind.
SecretText::SecretText(SecretText&& other) noexcept {
  text_.swap(other.text_);
}

SecretText& SecretText::operator=(SecretText&& other) noexcept {
  text_.swap(other.text_);
  return *this;
}

}  // namespace gup::google
