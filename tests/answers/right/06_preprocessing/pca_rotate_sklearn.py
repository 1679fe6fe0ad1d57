from sklearn.decomposition import PCA


def pca_rotate(x):
    pca = PCA().fit(x)
    n = len(x)
    return pca.transform(x), pca.components_.T, pca.explained_variance_ * (n - 1) / n
