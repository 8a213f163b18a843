/// The version of this compiler; it stands in every manifest.
package let stackgenVersion = "0.1.0"
