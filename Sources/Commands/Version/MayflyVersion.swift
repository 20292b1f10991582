/// The version of this program.
let mayflyVersion = "0.1.0"
